import type { Region } from '../domain/region';
import { regionByCode } from './regions';

/**
 * Development zones whose names do not say where they are, or begin like the name of another place (东湖高新区 is in 武汉, not in 东湖区), as data:
 * the code of the region that lists, runs or surrounds them, their name, behind a stroke what governs them where that is no 管理委员会, and other names
 * they go by. Only zones that no other place has the name of.
 */
const KNOWN_ZONES = `
120000 中新天津生态城 天津生态城
130000 河北雄安新区 雄安新区
130171 石家庄高新技术产业开发区
130200 唐山曹妃甸新区 曹妃甸新区
130271 河北唐山芦台经济开发区 芦台经济开发区
130272 唐山市汉沽管理区 汉沽管理区
130473 邯郸冀南新区 冀南新区
130672 保定白沟新城 白沟新城
130772 张家口市察北管理区 察北管理区
130773 张家口市塞北管理区 塞北管理区
140171 山西转型综合改革示范区 山西转型综改示范区,山西综改示范区
140971 五台山风景名胜区 五台山风景区
210000 辽宁省沈抚改革创新示范区 沈抚改革创新示范区,沈抚示范区
210200 大连金普新区 金普新区
210200 大连长兴岛经济区 长兴岛经济区
220000 吉林省长白山保护开发区 长白山保护开发区,长白山管委会,长白山管理委员会
220172 长春净月高新技术产业开发区 净月高新技术产业开发区,净月高新区
310000 中国(上海)自由贸易试验区临港新片区 上海临港新片区,临港新片区
310000 上海虹桥国际中央商务区 虹桥国际中央商务区
320100 南京江北新区 江北新区
330200 宁波杭州湾新区 杭州湾新区
330900 浙江舟山群岛新区 舟山群岛新区
341171 中新苏滁高新技术产业开发区 中新苏滁高新区,苏滁高新区
341700 池州九华山风景区 九华山风景区
350300 莆田湄洲岛国家旅游度假区 湄洲岛国家旅游度假区
350300 莆田市湄洲湾北岸经济开发区 湄洲湾北岸经济开发区
360000 江西赣江新区 赣江新区
370200 青岛西海岸新区 西海岸新区
370500 黄河三角洲农业高新技术产业示范区
370900 泰安市泰山景区 泰山景区
410173 郑州航空港经济综合实验区 郑州航空港区,郑州航空港实验区
410100 郑州市郑东新区 郑东新区
420100 武汉东湖新技术开发区 武汉东湖高新区,武汉东湖高新技术开发区,东湖新技术开发区,东湖高新技术开发区,东湖高新区
421171 龙感湖管理区
430000 湖南湘江新区 湘江新区
430372 湘潭昭山示范区 昭山示范区
430373 湘潭九华示范区 九华示范区
430671 岳阳市屈原管理区 屈原管理区
430771 常德市西洞庭管理区 西洞庭管理区
430971 益阳市大通湖管理区 大通湖管理区
431173 永州市回龙圩管理区 回龙圩管理区
440300 深圳市前海深港现代服务业合作区/管理局 前海深港现代服务业合作区,深圳前海合作区,前海合作区,深圳市前海管理局,深圳前海管理局,前海管理局
440300 深圳市大鹏新区 大鹏新区
440300 深圳市深汕特别合作区 深汕特别合作区
440400 横琴粤澳深度合作区/执行委员会
440400 珠海市横琴新区 横琴新区
441300 惠州大亚湾经济技术开发区 大亚湾经济技术开发区,大亚湾开发区
441300 惠州仲恺高新技术产业开发区 仲恺高新技术产业开发区,仲恺高新区
441700 阳江市海陵岛经济开发试验区 海陵岛经济开发试验区
441900 东莞松山湖高新技术产业开发区 松山湖高新技术产业开发区,松山湖高新区
460000 海南省洋浦经济开发区 洋浦经济开发区
460000 海南博鳌乐城国际医疗旅游先行区/管理局 博鳌乐城国际医疗旅游先行区
500000 重庆两江新区 两江新区
500000 重庆市万盛经济技术开发区 万盛经济技术开发区,万盛经开区
500000 重庆市双桥经济技术开发区 双桥经济技术开发区,双桥经开区
510000 四川天府新区 天府新区
510700 绵阳科技城新区
520000 贵州贵安新区 贵安新区
520000 贵州双龙航空港经济区 双龙航空港经济区
530000 云南滇中新区 滇中新区
540100 拉萨市柳梧新区 柳梧新区
610000 陕西省西咸新区 西咸新区
610000 陕西省西咸新区沣东新城 沣东新城
610000 陕西省西咸新区沣西新城 沣西新城
610000 陕西省西咸新区秦汉新城 秦汉新城
610000 陕西省西咸新区泾河新城 泾河新城
610000 杨凌农业高新技术产业示范区 杨凌示范区
640000 宁夏宁东能源化工基地 宁东能源化工基地
650100 乌鲁木齐甘泉堡经济技术开发区 甘泉堡经济技术开发区
652300 新疆准东经济技术开发区 准东经济技术开发区
`;

/** A zone known by name, the region it is listed under, and how long the name is that a text begins with. */
export interface KnownZone {
  readonly name: string;
  /** What governs it: 管理委员会, 管理局. */
  readonly committee: string;
  readonly region: Region;
  readonly length: number;
}

interface Row {
  readonly name: string;
  readonly committee: string;
  readonly code: string;
  readonly called: string;
}

/** Names are found by how they begin: every name in a document is looked up. */
const HEAD = 2;

function indexRows(): ReadonlyMap<string, readonly Row[]> {
  const rows = KNOWN_ZONES.trim()
    .split('\n')
    .flatMap((line) => {
      const [code = '', full = '', others] = line.split(' ');
      const [name = '', committee = '管理委员会'] = full.split('/');
      return [name, ...(others?.split(',') ?? [])].map((called) => ({ code, name, committee, called }));
    });
  const index = new Map<string, Row[]>();
  for (const row of rows.sort((a, b) => b.called.length - a.called.length)) {
    const head = row.called.slice(0, HEAD);
    index.set(head, [...(index.get(head) ?? []), row]);
  }
  return index;
}

let loaded: ReadonlyMap<string, readonly Row[]> | undefined;

const COMMITTEE = /(?:管理委员会|管委会|管理局)$/u;

/** The known zone that a text begins with, the longest of several. */
export function knownZoneAt(text: string): KnownZone | null {
  loaded ??= indexRows();
  const row = loaded.get(text.slice(0, HEAD))?.find(({ called }) => text.startsWith(called));
  const region = row === undefined ? undefined : regionByCode(row.code);
  if (row === undefined || region === undefined) return null;
  return { name: row.name, committee: row.committee, region, length: row.called.replace(COMMITTEE, '').length };
}
