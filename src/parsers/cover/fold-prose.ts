import type { Span } from '../../domain/source-text';

/** Prose as one run of characters: no spaces, no line ends, widths and radicals folded. For looking things up only. */
export interface FoldedProse {
  readonly text: string;
  /** True where a line of the source begins, and at the end. */
  readonly startsLine: (at: number) => boolean;
  /** The place in the source of a range of `text`. */
  readonly span: (start: number, end: number) => Span;
  /** The place in `text` of a place in the source; null when it is not part of this prose. */
  readonly find: (place: number) => number | null;
}

/** Traditional characters of place names and of words of agencies, and the Simplified ones the gazetteer has. */
const TRADITIONAL = [
  ...'區縣鎮鄉辦廳開發報黨務業環國衛財稅統計氣關東陽濟歷灣龍門馬廣雲烏魯齊長島錫蘇慶貴寧陝肅內遼鄭漢滬資設農與會應監審據機單們總結處將現為聯繫網戶編製綜匯數臨連鐵鋼營豐興懷義溫嶺瓊鹽鳳滄陰澤潛瀘撫順無導縉雙壽萬寶貢賀錦欽賓賽贛達遠運邊鄲鎖闊陸隴隨離鵝鶴鷹黃齡嶗嶽巖揚棗榮樂櫟樓漣潿澗灃灤燈獨瑪畢盧礦禮筆節紅紹維羅聖職脅蘭號衝詔誠調議貿質郵釋銀銅鋪閔閩階雞電須領顏項饒驛鮮麗執責協劃',
];
const SIMPLIFIED = [
  ...'区县镇乡办厅开发报党务业环国卫财税统计气关东阳济历湾龙门马广云乌鲁齐长岛锡苏庆贵宁陕肃内辽郑汉沪资设农与会应监审据机单们总结处将现为联系网户编制综汇数临连铁钢营丰兴怀义温岭琼盐凤沧阴泽潜泸抚顺无导缙双寿万宝贡贺锦钦宾赛赣达远运边郸锁阔陆陇随离鹅鹤鹰黄龄崂岳岩扬枣荣乐栎楼涟涠涧沣滦灯独玛毕卢矿礼笔节红绍维罗圣职胁兰号冲诏诚调议贸质邮释银铜铺闵闽阶鸡电须领颜项饶驿鲜丽执责协划',
];
const RADICALS = [...'⺠民⻅见⻓长⻔门⻛风⻥鱼⻬齐⻋车⻉贝⻚页⻢马⻩黄⻰龙⺟母⻘青'];
const DROPPED = /[\s\p{Cf}\p{Cc}]/u;
/** Blocks whose characters have a plain form: radicals, compatibility ideographs and forms, full widths. */
const FOLDED_BLOCKS = [
  [0x2e80, 0x2fdf],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xffef],
] as const;

function foldedForm(character: string): string {
  const folded = character.normalize('NFKC');
  return folded.length === 1 ? folded : character;
}

function makeTable(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
  for (const [from, to] of FOLDED_BLOCKS) {
    for (let code = from; code <= to; code++) table[code] = foldedForm(String.fromCharCode(code)).charCodeAt(0);
  }
  TRADITIONAL.forEach((character, at) => {
    table[character.charCodeAt(0)] = SIMPLIFIED[at]?.charCodeAt(0) ?? 0;
  });
  for (let at = 0; at < RADICALS.length; at += 2) {
    table[RADICALS[at]?.charCodeAt(0) ?? 0] = RADICALS[at + 1]?.charCodeAt(0) ?? 0;
  }
  for (let code = 0; code < 0x10000; code++) if (DROPPED.test(String.fromCharCode(code))) table[code] = 0;
  return table;
}

const TABLE = makeTable();

/** Keeps lone surrogates, which TextDecoder would replace. */
function stringOf(codes: Uint16Array): string {
  return Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength).toString('utf16le');
}

/** Folds ranges of a text into one run; each range begins a line, as does what follows a line end within one. */
export function foldProse(source: string, ranges: readonly Span[]): FoldedProse {
  const size = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const codes = new Uint16Array(size);
  const places = new Int32Array(size);
  const breaks = new Uint8Array(size + 1);
  let length = 0;
  for (const { start, end } of ranges) {
    breaks[length] = 1;
    for (let at = start; at < end; at++) {
      const code = source.charCodeAt(at);
      const folded = TABLE[code] ?? 0;
      if (folded === 0) {
        if (code === 0x0a) breaks[length] = 1;
        continue;
      }
      codes[length] = folded;
      places[length] = at;
      length++;
    }
  }
  breaks[length] = 1;
  return {
    text: stringOf(codes.subarray(0, length)),
    startsLine: (at) => breaks[at] === 1,
    span: (start, end) => ({ start: places[start] ?? 0, end: (places[Math.max(start, end - 1)] ?? 0) + 1 }),
    find: (place) => {
      const at = places.subarray(0, length).indexOf(place);
      return at === -1 ? null : at;
    },
  };
}

const isFolded = (code: number): boolean => code !== 0 && TABLE[code] === code;

/** A short text folded by itself; most are folded already. */
export function foldText(text: string): string {
  let at = 0;
  while (at < text.length && isFolded(text.charCodeAt(at))) at++;
  if (at === text.length) return text;
  return foldProse(text, [{ start: 0, end: text.length }]).text;
}
