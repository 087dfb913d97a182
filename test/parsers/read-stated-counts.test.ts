import { readStatedCounts } from '../../src/parsers/read-stated-counts';

function stated(sentence: string, ordinal = 1): readonly string[] {
  const text = `${sentence}。`;
  const section = { ordinal, heading: { start: 0, end: 0 }, body: { start: 0, end: text.length } };
  return readStatedCounts(text, [section], { agency: null, year: 2024 }).map(({ subject, value, scope, span }) => {
    expect(span.end).toBeGreaterThan(span.start);
    return `${subject} ${value}${scope === null ? '' : ` ${scope}`} ${text.slice(span.start, span.end)}`;
  });
}

describe('counts stated in prose', () => {
  test.each([
    ['2024年，全区共收到依申请公开1,024件，其中区政府办公室收到20件', ['INTAKE 1024 CONSOLIDATED 1,024']],
    ['2024年，全市新收政府信息公开申请１２０件', ['RECEIVED 120 CONSOLIDATED １２０']],
    [
      '2024年收到政府信息公开申请12件，上年结转1件，共办结11件',
      ['INTAKE 12 12', 'BROUGHT_FORWARD 1 1', 'CLOSED 11 11'],
    ],
    ['收到政府信息公开申请12件，办结信访30件', ['INTAKE 12 12']],
    ['门户网站收到依申请公开申请150件，办结150件', []],
    ['“非本机关职责权限范围”155件', ['NOT_THIS_AGENCY 155 155']],
    ['第一季度收到政府信息公开申请50件', []],
    ['收到自然人提交的政府信息公开申请183件', []],
    ['承办人大代表建议15件、政协提案20件，全部办结并予以公开35件', []],
    ['被提起行政复议12件，另有因行政处罚引发的行政复议33件、行政诉讼20件', ['REVIEW 12 12']],
    ['我局收到政府信息公开申请十二件', ['INTAKE 12 OWN 十二']],
    ['共收到一百零三件政府信息公开申请', ['INTAKE 103 一百零三']],
    ['收到公民、法人和其他组织提出的政府信息公开申请共0件', ['INTAKE 0 0']],
    ['我单位未收到政府信息公开申请', ['INTAKE 0 OWN 未收到政府信息公开申请']],
    ['新收申请106件，同比增长12%，上年结转8件', ['RECEIVED 106 106', 'BROUGHT_FORWARD 8 8']],
    ['2023年收到政府信息公开申请90件，2024年收到政府信息公开申请100件', ['INTAKE 100 100']],
    ['2024年收到政府信息公开申请100件，去年收到政府信息公开申请90件', ['INTAKE 100 100']],
    [
      '予以公开29件，部分公开5件，不予公开3件，不予处理2件',
      ['DISCLOSED 29 29', 'PARTLY_DISCLOSED 5 5', 'WITHHELD 3 3', 'NOT_PROCESSED 2 2'],
    ],
    ['全区收到行政复议申请12件，我办被提起行政诉讼3件', ['REVIEW 12 CONSOLIDATED 12', 'LITIGATION 3 OWN 3']],
    [
      '未发生因政府信息公开引发的行政复议、行政诉讼',
      ['REVIEW 0 未发生因政府信息公开引发的行政复议', 'LITIGATION 0 未发生因政府信息公开引发的行政复议、行政诉讼'],
    ],
    ['没有发生行政复议，发生行政诉讼1件', ['REVIEW 0 没有发生行政复议', 'LITIGATION 1 1']],
    ['2024年共收到公众申请公开政府信息58件', ['INTAKE 58 58']],
    ['全年未收到要求公开政府信息的申请', ['INTAKE 0 未收到要求公开政府信息的申请']],
    [
      '没有公民、法人或其他组织因政府信息公开申请行政复议',
      ['REVIEW 0 没有公民、法人或其他组织因政府信息公开申请行政复议'],
    ],
    ['主动公开政府信息的数量为900条', ['PROACTIVELY_DISCLOSED 900 900']],
    ['主动公开政府信息总数：780条', ['PROACTIVELY_DISCLOSED 780 780']],
    ['共公开政府信息780条，其中主动公开770条，依申请公开10条', ['PROACTIVELY_DISCLOSED 770 770']],
    ['没有受理公开政府信息的申请', ['INTAKE 0 没有受理公开政府信息的申请']],
    ['接受政府信息公开申请25件', ['INTAKE 25 25']],
    ['申请办结数45件，其中按时办结数44件', ['CLOSED 45 45']],
    ['同意公开答复数30件，不同意公开答复数数十件', ['DISCLOSED 30 30']],
    ['受理政府信息公开申请一百二件', []],
    ['行政事业性收费金额1811.12万元', ['FEES_COLLECTED 18111200 1811.12']],
    ['行政事业性收费1,811.12万元', ['FEES_COLLECTED 18111200 1,811.12']],
    ['收到依申请公开35件（其中网上申请30件）', ['INTAKE 35 35']],
    ['通过当面、信函等方式共收到政府信息公开申请20件', ['INTAKE 20 20']],
    ['依申请公开方面，共收到35件', ['INTAKE 35 35']],
    ['办理政府信息公开申请37件，其中上年结转2件，新收35件', ['BROUGHT_FORWARD 2 2', 'RECEIVED 35 35']],
    ['2024年上半年收到政府信息公开申请20件，全年收到政府信息公开申请50件', ['INTAKE 50 50']],
    ['2024年1月至12月收到政府信息公开申请50件', ['INTAKE 50 50']],
    ['办理行政复议案件120件，其中涉及政府信息公开的行政复议3件', ['REVIEW 3 3']],
    ['今年以来，我局主动公开政府信息560条', ['PROACTIVELY_DISCLOSED 560 OWN 560']],
    ['受理申请10件，去年结转1件', ['INTAKE 10 10', 'BROUGHT_FORWARD 1 1']],
    ['予以公开20件、部分公开5件', ['DISCLOSED 20 20', 'PARTLY_DISCLOSED 5 5']],
    ['不存在行政复议和行政诉讼情况', ['REVIEW 0 不存在行政复议', 'LITIGATION 0 不存在行政复议和行政诉讼']],
    ['市本级收到政府信息公开申请25件，区县收到政府信息公开申请100件', ['INTAKE 25 OWN 25']],
    ['发生政府信息公开行政复议5起（上年结转1起）', ['REVIEW 5 5']],
    ['无结转下年度继续办理的申请', ['CARRIED_FORWARD 0 无结转下年度继续办理']],
  ])('%s', (sentence, counts) => {
    expect(stated(sentence)).toEqual(counts);
  });

  test.each([
    '行政复议和行政诉讼案件共5件',
    // of a part of the year, of several years, a mean
    '2024年1月至10月收到政府信息公开申请30件',
    '截至2024年11月底收到政府信息公开申请30件',
    '前三季度，共收到政府信息公开申请30件',
    '近三年收到政府信息公开申请30件',
    '“十三五”期间收到政府信息公开申请300件',
    '平均每月收到政府信息公开申请3件',
    // by one way, of one applicant, of some agencies
    '通过政务服务网收到政府信息公开申请20件',
    '通过网站主动公开政府信息3400条，通过微信公众号主动公开政府信息500条',
    '同一申请人共收到政府信息公开申请30件',
    '收到转办政府信息公开申请5件',
    '我局未收到现场政府信息公开申请',
    '全县情况良好，其中，街道办事处收到政府信息公开申请35件',
    '受理政府信息公开申请咨询25件',
    '收到政府信息公开申请补正材料5件',
    '主动公开政府信息1500条次',
    // of several outcomes together, of one ground
    '予以公开和部分公开25件',
    '无法提供、不予处理5件',
    '属于国家秘密不予公开2件',
    '办理行政复议案件120件、行政诉讼案件20件',
    '收到政府信息公开申请廿三件',
    '未发生行政复议被纠错的情况',
    '未经复议直接起诉2件',
    '尚未审结的行政复议若干',
    '自条例施行以来共收到政府信息公开申请1200件',
    '截至2024年底，累计主动公开政府信息98万条',
    '累计受理政府信息公开申请900件',
    '一、本年新收政府信息公开申请数量 | 106件 |',
    '收到涉及征地的政府信息公开申请较多',
    '未收到申请人补正材料',
    '收到政府信息公开申请百余件',
    '收到政府信息公开申请近20件',
    '收到政府信息公开申请 超过 20件',
    '收到政府信息公开申请20件左右',
    '收到政府信息公开申请几十件',
    '收到政府信息公开申请七八件',
    '收到政府信息公开申请二三十件',
    '主动公开政府信息约600条',
    '2022年至2024年主动公开政府信息45678条',
    '行政事业性收费金额约1811.12万元',
    '办理建议提案12件，收到来信30件',
  ])('%s: states no count of the tables', (sentence) => {
    expect(stated(sentence)).toEqual([]);
  });

  test('the fee for applications stands in section six', () => {
    expect(stated('本年度未收取信息处理费', 6)).toEqual(['INFORMATION_FEES 0 未收取信息处理费']);
    expect(stated('2024年，我部收取信息处理费240元', 6)).toEqual(['INFORMATION_FEES 240 240']);
    expect(stated('收取信息处理费共1,200元', 6)).toEqual(['INFORMATION_FEES 1200 1,200']);
    expect(stated('发出收费通知的件数0件，总金额0元，实际收取的总金额0元', 6)).toEqual(['INFORMATION_FEES 0 0']);
    expect(stated('本年度无收取信息处理费的情况', 6)).toEqual(['INFORMATION_FEES 0 无收取信息处理费']);
    expect(stated('检索费20元、复制费80元', 6)).toEqual([]);
    expect(stated('收到政府信息公开申请5件', 6)).toEqual([]);
  });

  test('a megabyte of statements is read, and the first two hundred kept', () => {
    expect(stated('收到政府信息公开申请5件。'.repeat(80_000))).toHaveLength(200);
    expect(stated('收到政府信息公开申请'.repeat(100_000))).toEqual([]);
    expect(stated('无未没有行政复议诉讼费'.repeat(100_000))).toEqual([]);
  });
});
