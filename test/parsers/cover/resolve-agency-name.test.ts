import type { AdminLevel } from '../../../src/domain/region';
import type { AgencyKind } from '../../../src/domain/report-draft';
import { regionByCode } from '../../../src/gazetteer/regions';
import { type NameContext, NO_CONTEXT } from '../../../src/parsers/cover/name-context';
import { resolveAgencyName } from '../../../src/parsers/cover/resolve-agency-name';
import { fc } from '../../support/property';

const around = (...codes: readonly string[]): NameContext => ({
  home: null,
  year: null,
  mentioned: () => codes.flatMap((code) => regionByCode(code) ?? []),
});
const at = (code: string): NameContext => ({ home: regionByCode(code) ?? null, year: null, mentioned: () => [] });

type Expected = readonly [
  printed: string,
  name: string,
  regionCode: string | null,
  kind: AgencyKind,
  level: AdminLevel,
];

const NAMES: readonly Expected[] = [
  // governments and their offices
  ['济南市历下区人民政府办公室', '济南市历下区人民政府办公室', '370102', 'GENERAL_OFFICE', 'COUNTY'],
  ['山东省济南市历下区人民政府办公室', '济南市历下区人民政府办公室', '370102', 'GENERAL_OFFICE', 'COUNTY'],
  ['红谷滩区政府办', '南昌市红谷滩区人民政府办公室', '360113', 'GENERAL_OFFICE', 'COUNTY'],
  ['硚口区', '武汉市硚口区人民政府', '420104', 'GOVERNMENT', 'COUNTY'],
  ['硚口区政府', '武汉市硚口区人民政府', '420104', 'GOVERNMENT', 'COUNTY'],
  ['瑞安市人民政府办公室', '瑞安市人民政府办公室', '330381', 'GENERAL_OFFICE', 'COUNTY'],
  ['浙江省瑞安市政府办', '瑞安市人民政府办公室', '330381', 'GENERAL_OFFICE', 'COUNTY'],
  ['温州市瑞安市人民政府', '瑞安市人民政府', '330381', 'GOVERNMENT', 'COUNTY'],
  ['山东省人民政府', '山东省人民政府', '370000', 'GOVERNMENT', 'PROVINCE'],
  ['山东省人民政府办公厅', '山东省人民政府办公厅', '370000', 'GENERAL_OFFICE', 'PROVINCE'],
  ['山东省政府办', '山东省人民政府办公厅', '370000', 'GENERAL_OFFICE', 'PROVINCE'],
  ['深圳市政府办', '深圳市人民政府办公厅', '440300', 'GENERAL_OFFICE', 'PREFECTURE'],
  ['滨州市府办', '滨州市人民政府办公室', '371600', 'GENERAL_OFFICE', 'PREFECTURE'],
  ['北京市东城区人民政府', '北京市东城区人民政府', '110101', 'GOVERNMENT', 'COUNTY'],
  ['北京市朝阳区人民政府', '北京市朝阳区人民政府', '110105', 'GOVERNMENT', 'COUNTY'],
  ['上海市浦东新区人民政府', '上海市浦东新区人民政府', '310115', 'GOVERNMENT', 'COUNTY'],
  ['重庆市酉阳土家族苗族自治县人民政府', '酉阳土家族苗族自治县人民政府', '500242', 'GOVERNMENT', 'COUNTY'],
  ['酉阳县人民政府', '酉阳土家族苗族自治县人民政府', '500242', 'GOVERNMENT', 'COUNTY'],
  ['恩施州人民政府', '恩施土家族苗族自治州人民政府', '422800', 'GOVERNMENT', 'PREFECTURE'],
  ['恩施市人民政府', '恩施市人民政府', '422801', 'GOVERNMENT', 'COUNTY'],
  ['黔东南州政府办公室', '黔东南苗族侗族自治州人民政府办公室', '522600', 'GENERAL_OFFICE', 'PREFECTURE'],
  ['内蒙古自治区锡林郭勒盟行政公署', '锡林郭勒盟行政公署', '152500', 'GOVERNMENT', 'PREFECTURE'],
  ['鄂温克族自治旗人民政府', '鄂温克族自治旗人民政府', '150724', 'GOVERNMENT', 'COUNTY'],
  ['阿拉善左旗人民政府办公室', '阿拉善左旗人民政府办公室', '152921', 'GENERAL_OFFICE', 'COUNTY'],
  ['仙桃市人民政府', '仙桃市人民政府', '429004', 'GOVERNMENT', 'COUNTY'],
  ['东莞市人民政府办公室', '东莞市人民政府办公室', '441900', 'GENERAL_OFFICE', 'PREFECTURE'],
  ['神农架林区人民政府', '神农架林区人民政府', '429021', 'GOVERNMENT', 'COUNTY'],
  ['六枝特区人民政府', '六枝特区人民政府', '520203', 'GOVERNMENT', 'COUNTY'],
  ['吉林省吉林市船营区人民政府', '吉林市船营区人民政府', '220204', 'GOVERNMENT', 'COUNTY'],
  ['济南市市中区人民政府办公室', '济南市市中区人民政府办公室', '370103', 'GENERAL_OFFICE', 'COUNTY'],
  ['阳泉市城区人民政府', '阳泉市城区人民政府', '140302', 'GOVERNMENT', 'COUNTY'],
  ['赵县人民政府', '赵县人民政府', '130133', 'GOVERNMENT', 'COUNTY'],
  ['　济南市 历下区\n人民政府办公室 ', '济南市历下区人民政府办公室', '370102', 'GENERAL_OFFICE', 'COUNTY'],
  ['濟南市歷下區人民政府辦公室', '济南市历下区人民政府办公室', '370102', 'GENERAL_OFFICE', 'COUNTY'],
  // departments
  ['济南市历下区教育局', '济南市历下区教育局', '370102', 'DEPARTMENT', 'COUNTY'],
  ['上海市长宁区卫健委', '上海市长宁区卫生健康委员会', '310105', 'DEPARTMENT', 'COUNTY'],
  ['义乌市市监局', '义乌市市场监督管理局', '330782', 'DEPARTMENT', 'COUNTY'],
  ['朝阳市市场监督管理局', '朝阳市市场监督管理局', '211300', 'DEPARTMENT', 'PREFECTURE'],
  ['新疆维吾尔自治区教育厅', '新疆维吾尔自治区教育厅', '650000', 'DEPARTMENT', 'PROVINCE'],
  ['湖北省公安厅', '湖北省公安厅', '420000', 'DEPARTMENT', 'PROVINCE'],
  ['公安县公安局', '公安县公安局', '421022', 'DEPARTMENT', 'COUNTY'],
  ['广西人社厅', '广西壮族自治区人力资源和社会保障厅', '450000', 'DEPARTMENT', 'PROVINCE'],
  ['四川省国资委', '四川省人民政府国有资产监督管理委员会', '510000', 'DEPARTMENT', 'PROVINCE'],
  ['广州市发改委', '广州市发展和改革委员会', '440100', 'DEPARTMENT', 'PREFECTURE'],
  ['重庆市渝北区住建委', '重庆市渝北区住建委', '500112', 'DEPARTMENT', 'COUNTY'],
  ['临沂市行政审批服务局', '临沂市行政审批服务局', '371300', 'DEPARTMENT', 'PREFECTURE'],
  ['苏州市人民政府外事办公室', '苏州市人民政府外事办公室', '320500', 'DEPARTMENT', 'PREFECTURE'],
  ['孟村县教育局', '孟村回族自治县教育局', '130930', 'DEPARTMENT', 'COUNTY'],
  ['济南市公安局历下区分局', '济南市公安局历下区分局', '370102', 'DEPARTMENT', 'COUNTY'],
  ['青岛市生态环境局崂山分局', '青岛市生态环境局崂山分局', '370212', 'DEPARTMENT', 'COUNTY'],
  ['长沙市市场监督管理局（长沙市知识产权局）', '长沙市市场监督管理局', '430100', 'DEPARTMENT', 'PREFECTURE'],
  ['兰州市住房公积金管理中心', '兰州市住房公积金管理中心', '620100', 'OTHER', 'PREFECTURE'],
  // towns and streets
  ['瑞安市塘下镇人民政府', '瑞安市塘下镇人民政府', '330381', 'GOVERNMENT', 'TOWNSHIP'],
  ['瑞安市塘下镇', '瑞安市塘下镇人民政府', '330381', 'GOVERNMENT', 'TOWNSHIP'],
  ['温州市塘下镇人民政府', '瑞安市塘下镇人民政府', '330381', 'GOVERNMENT', 'TOWNSHIP'],
  ['北京市东城区景山街道办事处', '北京市东城区景山街道办事处', '110101', 'OTHER', 'TOWNSHIP'],
  ['北京市东城区人民政府景山街道办事处', '北京市东城区景山街道办事处', '110101', 'OTHER', 'TOWNSHIP'],
  ['东莞市虎门镇政府', '东莞市虎门镇人民政府', '441900', 'GOVERNMENT', 'TOWNSHIP'],
  ['乌审旗嘎鲁图镇人民政府', '乌审旗嘎鲁图镇人民政府', '150626', 'GOVERNMENT', 'TOWNSHIP'],
  ['扎鲁特旗格日朝鲁苏木人民政府', '扎鲁特旗格日朝鲁苏木人民政府', '150526', 'GOVERNMENT', 'TOWNSHIP'],
  // zones
  ['滨州高新技术产业开发区', '滨州高新技术产业开发区管理委员会', '371600', 'GOVERNMENT', 'COUNTY'],
  ['滨州市高新区管委会', '滨州高新技术产业开发区管理委员会', '371600', 'GOVERNMENT', 'COUNTY'],
  ['济南高新技术产业开发区管理委员会', '济南高新技术产业开发区管理委员会', '370171', 'GOVERNMENT', 'COUNTY'],
  ['济南高新区管委会', '济南高新技术产业开发区管理委员会', '370171', 'GOVERNMENT', 'COUNTY'],
  ['苏州工业园区管委会', '苏州工业园区管理委员会', '320571', 'GOVERNMENT', 'COUNTY'],
  ['苏州工业园区教育局', '苏州工业园区教育局', '320571', 'DEPARTMENT', 'COUNTY'],
  ['济南高新区舜华路街道办事处', '济南高新技术产业开发区舜华路街道办事处', '370171', 'OTHER', 'TOWNSHIP'],
  ['河北雄安新区管理委员会', '河北雄安新区管理委员会', '130000', 'GOVERNMENT', 'PREFECTURE'],
  ['邹平经济技术开发区管理委员会', '邹平经济技术开发区管理委员会', '371681', 'GOVERNMENT', 'COUNTY'],
  ['西安高新区管委会办公室', '西安高新技术产业开发区管理委员会办公室', '610100', 'GENERAL_OFFICE', 'COUNTY'],
  ['深圳市大鹏新区管理委员会', '深圳市大鹏新区管理委员会', '440300', 'GOVERNMENT', 'COUNTY'],
  ['武汉东湖新技术开发区管委会', '武汉东湖新技术开发区管理委员会', '420100', 'GOVERNMENT', 'COUNTY'],
  ['北京经济技术开发区管理委员会', '北京经济技术开发区管理委员会', '110000', 'GOVERNMENT', 'COUNTY'],
  ['济南新旧动能转换起步区管委会', '济南新旧动能转换起步区管理委员会', '370100', 'GOVERNMENT', 'COUNTY'],
  ['西咸新区开发建设管理委员会', '陕西省西咸新区开发建设管理委员会', '610000', 'GOVERNMENT', 'PREFECTURE'],
  ['西咸新区沣东新城管委会', '陕西省西咸新区沣东新城管理委员会', '610000', 'GOVERNMENT', 'PREFECTURE'],
  ['巴州人民政府', '巴音郭楞蒙古自治州人民政府', '652800', 'GOVERNMENT', 'PREFECTURE'],
  ['巴州区人民政府', '巴中市巴州区人民政府', '511902', 'GOVERNMENT', 'COUNTY'],
  ['克州财政局', '克孜勒苏柯尔克孜自治州财政局', '653000', 'DEPARTMENT', 'PREFECTURE'],
  ['锡盟教育局', '锡林郭勒盟教育局', '152500', 'DEPARTMENT', 'PREFECTURE'],
  ['温州市人口计生委', '温州市人口和计划生育委员会', '330300', 'DEPARTMENT', 'PREFECTURE'],
  ['济南市第一中学', '济南市第一中学', '370100', 'OTHER', 'PREFECTURE'],
  ['中新天津生态城管理委员会', '中新天津生态城管理委员会', '120000', 'GOVERNMENT', 'COUNTY'],
  ['天津生态城管委会', '中新天津生态城管理委员会', '120000', 'GOVERNMENT', 'COUNTY'],
  ['洋浦经济开发区管委会', '海南省洋浦经济开发区管理委员会', '460000', 'GOVERNMENT', 'PREFECTURE'],
  ['海南洋浦经济开发区', '海南省洋浦经济开发区管理委员会', '460000', 'GOVERNMENT', 'PREFECTURE'],
  ['东湖高新区管委会', '武汉东湖新技术开发区管理委员会', '420100', 'GOVERNMENT', 'COUNTY'],
  ['松山湖高新区', '东莞松山湖高新技术产业开发区管理委员会', '441900', 'GOVERNMENT', 'COUNTY'],
  ['长白山管委会', '吉林省长白山保护开发区管理委员会', '220000', 'GOVERNMENT', 'PREFECTURE'],
  ['珠海横琴新区管委会', '珠海市横琴新区管理委员会', '440400', 'GOVERNMENT', 'COUNTY'],
  ['横琴粤澳深度合作区', '横琴粤澳深度合作区执行委员会', '440400', 'GOVERNMENT', 'COUNTY'],
  ['横琴粤澳深度合作区财政局', '横琴粤澳深度合作区财政局', '440400', 'DEPARTMENT', 'COUNTY'],
  ['前海管理局', '深圳市前海深港现代服务业合作区管理局', '440300', 'DEPARTMENT', 'COUNTY'],
  ['白沟新城管委会', '保定白沟新城管理委员会', '130672', 'GOVERNMENT', 'COUNTY'],
  ['合肥经开区', '合肥经济技术开发区管理委员会', '340172', 'GOVERNMENT', 'COUNTY'],
  ['烟台开发区', '烟台经济技术开发区管理委员会', '370672', 'GOVERNMENT', 'COUNTY'],
  ['无锡经开区', '无锡经开区管理委员会', '320200', 'GOVERNMENT', 'COUNTY'],
  ['大连花园口经济区', '大连花园口经济区管理委员会', '210200', 'GOVERNMENT', 'COUNTY'],
  ['绍兴滨海新区', '绍兴滨海新区管理委员会', '330600', 'GOVERNMENT', 'COUNTY'],
  ['中新广州知识城管委会', '中新广州知识城管理委员会', '440100', 'GOVERNMENT', 'COUNTY'],
  ['武进高新区', '武进高新技术产业开发区管理委员会', '320412', 'GOVERNMENT', 'COUNTY'],
  ['农八师', '新疆生产建设兵团第八师石河子市', '659001', 'GOVERNMENT', 'COUNTY'],
  ['八师石河子市财政局', '新疆生产建设兵团第八师石河子市财政局', '659001', 'DEPARTMENT', 'COUNTY'],
  ['农业第十三师', '新疆生产建设兵团第十三师新星市', '659011', 'GOVERNMENT', 'COUNTY'],
  ...(
    [
      ['中国（上海）自由贸易试验区管委会', '中国(上海)自由贸易试验区管理委员会', '310000'],
      ['上海自贸区临港新片区管委会', '中国(上海)自由贸易试验区临港新片区管理委员会', '310000'],
      ['临港新片区管委会', '中国(上海)自由贸易试验区临港新片区管理委员会', '310000'],
      ['福建自贸区厦门片区', '中国(福建)自由贸易试验区厦门片区管理委员会', '350200'],
      ['中国（山东）自由贸易试验区济南片区管委会', '中国(山东)自由贸易试验区济南片区管理委员会', '370100'],
      ['四川自贸区川南临港片区管委会', '中国(四川)自由贸易试验区川南临港片区管理委员会', '510500'],
    ] as const
  ).map(([printed, name, code]) => [printed, name, code, 'GOVERNMENT', 'COUNTY'] as const),
  // run from above
  ['国家税务总局济南市税务局', '国家税务总局济南市税务局', '370100', 'VERTICAL', 'PREFECTURE'],
  ['国家税务总局济南市历下区税务局', '国家税务总局济南市历下区税务局', '370102', 'VERTICAL', 'COUNTY'],
  ['济南市历下区税务局', '国家税务总局济南市历下区税务局', '370102', 'VERTICAL', 'COUNTY'],
  ['中华人民共和国上海海关', '上海海关', '310000', 'VERTICAL', 'PROVINCE'],
  ['南京海关', '南京海关', '320100', 'VERTICAL', 'PREFECTURE'],
  ['国家统计局济南调查队', '国家统计局济南调查队', '370100', 'VERTICAL', 'PREFECTURE'],
  ['山东省邮政管理局', '山东省邮政管理局', '370000', 'VERTICAL', 'PROVINCE'],
  ['杭州市消防救援支队', '杭州市消防救援支队', '330100', 'VERTICAL', 'PREFECTURE'],
  ['天津市气象局', '天津市气象局', '120000', 'VERTICAL', 'PROVINCE'],
  ['山西煤矿安全监察局', '山西煤矿安全监察局', '140000', 'VERTICAL', 'PROVINCE'],
  ['临沂银保监分局', '临沂银保监分局', '371300', 'VERTICAL', 'PREFECTURE'],
  ['中国人民银行上海总部', '中国人民银行上海总部', '310000', 'VERTICAL', 'PROVINCE'],
  ['自然资源部南海局', '自然资源部南海局', null, 'VERTICAL', 'NATIONAL'],
  ['国家能源局南方监管局', '国家能源局南方监管局', null, 'VERTICAL', 'NATIONAL'],
  ['民航华东地区管理局', '中国民用航空华东地区管理局', null, 'VERTICAL', 'NATIONAL'],
  ['泉州市晋江生态环境局', '泉州市晋江生态环境局', '350582', 'DEPARTMENT', 'COUNTY'],
  ['中共济南市委机构编制委员会办公室', '中共济南市委机构编制委员会办公室', '370100', 'DEPARTMENT', 'PREFECTURE'],
  ['共青团济南市委员会', '共青团济南市委员会', '370100', 'DEPARTMENT', 'PREFECTURE'],
  // national bodies
  ['生态环境部', '生态环境部', null, 'DEPARTMENT', 'NATIONAL'],
  ['中华人民共和国教育部', '教育部', null, 'DEPARTMENT', 'NATIONAL'],
  ['国家税务总局', '国家税务总局', null, 'DEPARTMENT', 'NATIONAL'],
  ['国家发展和改革委员会', '国家发展和改革委员会', null, 'DEPARTMENT', 'NATIONAL'],
  ['国务院办公厅', '国务院办公厅', null, 'GENERAL_OFFICE', 'NATIONAL'],
  ['国家发展改革委', '国家发展和改革委员会', null, 'DEPARTMENT', 'NATIONAL'],
  ['住房城乡建设部', '住房和城乡建设部', null, 'DEPARTMENT', 'NATIONAL'],
  ['黄河水利委员会', '黄河水利委员会', null, 'VERTICAL', 'NATIONAL'],
  ['生态环境部华北督察局', '生态环境部华北督察局', null, 'VERTICAL', 'NATIONAL'],
  ['财政部山东监管局', '财政部山东监管局', '370000', 'VERTICAL', 'PROVINCE'],
  ['财政部驻山东省财政监察专员办事处', '财政部驻山东省财政监察专员办事处', '370000', 'VERTICAL', 'PROVINCE'],
  ['山东出入境检验检疫局', '山东出入境检验检疫局', '370000', 'VERTICAL', 'PROVINCE'],
  ['新疆生产建设兵团', '新疆生产建设兵团', '650000', 'OTHER', 'PROVINCE'],
  ['兵团教育局', '新疆生产建设兵团教育局', '650000', 'DEPARTMENT', 'PROVINCE'],
  ['第八师石河子市', '新疆生产建设兵团第八师石河子市', '659001', 'GOVERNMENT', 'COUNTY'],
  ['兵团第八师', '新疆生产建设兵团第八师石河子市', '659001', 'GOVERNMENT', 'COUNTY'],
  ['新疆生产建设兵团第十二师', '新疆生产建设兵团第十二师', '650000', 'GOVERNMENT', 'PREFECTURE'],
  ['第六师五家渠市发改委', '新疆生产建设兵团第六师五家渠市发展和改革委员会', '659004', 'DEPARTMENT', 'COUNTY'],
  ['第八师石河子市一四三团', '新疆生产建设兵团第八师石河子市一四三团', '659001', 'OTHER', 'TOWNSHIP'],
  // sections inside an agency, websites
  ['瑞安市人民政府办公室政务公开科', '瑞安市人民政府办公室', '330381', 'GENERAL_OFFICE', 'COUNTY'],
  ['济南市历下区教育局办公室', '济南市历下区教育局', '370102', 'DEPARTMENT', 'COUNTY'],
  ['广州市发展和改革委员会办公室', '广州市发展和改革委员会', '440100', 'DEPARTMENT', 'PREFECTURE'],
  ['济南市委机构编制委员会办公室', '济南市委机构编制委员会办公室', '370100', 'DEPARTMENT', 'PREFECTURE'],
  ['济南市历下区人民政府门户网站', '济南市历下区人民政府', '370102', 'GOVERNMENT', 'COUNTY'],
];

describe('resolveAgencyName', () => {
  test.each(NAMES)('%s is %s', (printed, name, regionCode, kind, level) => {
    const { identity, complete } = resolveAgencyName(printed, NO_CONTEXT);
    expect(identity).toEqual({ name, regionCode, kind, level });
    expect(complete).toBe(true);
  });

  test.each(NAMES)('%s: the official name resolves to itself', (_printed, name, regionCode, kind, level) => {
    const reading = resolveAgencyName(name, regionCode === null ? NO_CONTEXT : at(regionCode));
    expect(reading.identity).toEqual({ name, regionCode, kind, level });
  });

  test('a place that several regions are called is resolved by the context or not at all', () => {
    expect(resolveAgencyName('鼓楼区人民政府')).toEqual({
      identity: null,
      candidates: ['南京市鼓楼区人民政府', '徐州市鼓楼区人民政府', '福州市鼓楼区人民政府', '开封市鼓楼区人民政府'],
      complete: false,
    });
    expect(resolveAgencyName('鼓楼区人民政府', around('320100')).identity?.regionCode).toBe('320106');
    expect(resolveAgencyName('鼓楼区人民政府', around('350000')).identity?.regionCode).toBe('350102');
    expect(resolveAgencyName('鼓楼区教育局', at('410204')).identity?.name).toBe('开封市鼓楼区教育局');
    expect(resolveAgencyName('鼓楼区教育局', around('320000')).identity).toBeNull();
    expect(resolveAgencyName('鼓楼区教育局', around('320100', '320300')).identity).toBeNull();
    expect(resolveAgencyName('朝阳区人民政府', around('220100')).identity?.name).toBe('长春市朝阳区人民政府');
    expect(resolveAgencyName('市中区财政局').candidates).toHaveLength(4);
  });

  test('a name without a place needs the context', () => {
    expect(resolveAgencyName('市政府办公室').identity).toBeNull();
    expect(resolveAgencyName('市政府办公室', around('330381')).identity?.name).toBe('瑞安市人民政府办公室');
    expect(resolveAgencyName('市政府办公室', around('330381', '330300')).identity).toBeNull();
    expect(resolveAgencyName('区教育局', around('370100', '370102')).identity?.name).toBe('济南市历下区教育局');
    expect(resolveAgencyName('教育局', around('370102')).identity).toBeNull();
    expect(resolveAgencyName('教育局', at('370102')).identity?.name).toBe('济南市历下区教育局');
    expect(resolveAgencyName('市场监督管理局', at('370102')).identity?.name).toBe('济南市历下区市场监督管理局');
    expect(resolveAgencyName('塘下镇人民政府').identity).toBeNull();
    expect(resolveAgencyName('塘下镇人民政府', around('330300')).identity?.name).toBe('瑞安市塘下镇人民政府');
  });

  test('a town that begins with the short name of a district', () => {
    expect(resolveAgencyName('城关镇人民政府').identity).toBeNull();
    expect(resolveAgencyName('城关镇人民政府', around('610923')).identity?.name).toBe('宁陕县城关镇人民政府');
  });

  test('a district that is called by a mere word needs the context', () => {
    expect(resolveAgencyName('矿区人民政府')).toEqual({
      identity: null,
      candidates: ['阳泉市矿区人民政府'],
      complete: false,
    });
    expect(resolveAgencyName('矿区人民政府', around('140300')).identity?.regionCode).toBe('140303');
  });

  test.each([
    ['江南产业集中区', '江南产业集中区管理委员会', '450105'],
    ['恒山风景名胜区', '恒山风景名胜区管理委员会', '230303'],
    ['甘泉湖旅游度假区', '甘泉湖旅游度假区管理委员会', '610627'],
  ])('%s may be in another place than the one that is called so', (printed, name, code) => {
    expect(resolveAgencyName(printed)).toEqual({ identity: null, candidates: [name], complete: false });
    expect(resolveAgencyName(printed, at(code)).identity).toMatchObject({ name, regionCode: code });
    expect(resolveAgencyName(printed, around(code)).identity).toMatchObject({ name, regionCode: code });
  });

  test('an area of a free trade zone that is not called after a place is known by the place that is given', () => {
    const name = '中国(福建)自由贸易试验区马尾新城片区管理委员会';
    expect(resolveAgencyName('福建自贸区马尾新城片区')).toMatchObject({ identity: { name, regionCode: '350105' } });
    const unknown = '中国(河北)自由贸易试验区东部片区管理委员会';
    expect(resolveAgencyName('河北自贸区东部片区')).toEqual({ identity: null, candidates: [unknown], complete: false });
    const { identity } = resolveAgencyName('河北自贸区东部片区', at('131000'));
    expect(identity).toEqual({ name: unknown, regionCode: '131000', kind: 'GOVERNMENT', level: 'COUNTY' });
  });

  test('a division of the corps before it had a city', () => {
    const { identity } = resolveAgencyName('农四师', { ...NO_CONTEXT, year: 2010 });
    expect(identity?.name).toBe('新疆生产建设兵团第四师');
    expect(resolveAgencyName('八师').identity).toBeNull();
  });

  test.each([
    ['杭州高新区（滨江）', '杭州高新技术产业开发区管理委员会', '杭州市滨江区人民政府'],
    ['济南市教育局济南市体育局', '济南市教育局', '济南市体育局'],
    ['济南市教育局和济南市体育局', '济南市教育局', '济南市体育局'],
    ['济南市人民政府济南市教育局', '济南市人民政府', '济南市教育局'],
    ['山东省统计局国家统计局山东调查总队', '山东省统计局', '国家统计局山东调查总队'],
    ['苏州高新区（虎丘区）', '苏州高新技术产业开发区管理委员会', '苏州市虎丘区人民政府'],
  ])('%s: two agencies are neither of them', (printed, ...candidates) => {
    expect(resolveAgencyName(printed)).toEqual({ identity: null, candidates, complete: false, joint: true });
  });

  test('a short name prefers the wider region, unless the context knows better', () => {
    expect(resolveAgencyName('吉林教育厅').identity?.regionCode).toBe('220000');
    expect(resolveAgencyName('恩施政府办').identity?.regionCode).toBe('422800');
    expect(resolveAgencyName('海南教育厅').identity?.regionCode).toBe('460000');
  });

  test.each([
    '',
    '区',
    '现',
    '江汉大学',
    '长城市教育局',
    '无此地教育局',
    '济南市各部门',
    '2024年',
    '公开'.repeat(40),
    '瑞安市公开',
    '莱芜市人民政府',
    '中国国际贸易促进委员会济南市分会',
    '广州市黄埔区人民政府广州开发区管理委员会',
    '黄石港市场监管局',
  ])('%j is no agency', (printed) => {
    expect(resolveAgencyName(printed).identity).toBeNull();
  });

  test('never throws', () => {
    const words = fc.constantFrom(
      '济南市',
      '历下',
      '鼓楼区',
      '国家税务总局',
      '高新区',
      '街道',
      '办',
      '局',
      '(',
      ')',
      '分局',
      '市',
      '\ud800',
    );
    const names = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 9 }).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(names, (name) => {
        const { identity, candidates } = resolveAgencyName(name, around('320100'));
        if (identity !== null) expect(candidates).toEqual([]);
      }),
    );
  });
});
