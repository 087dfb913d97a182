import { splitSections } from '../../src/parsers/split-sections';

const HEADINGS = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
  '五、存在的主要问题及改进情况',
  '六、其他需要报告的事项',
];

const sectionsOf = (text: string) =>
  splitSections({ text, tables: [], pageTitles: [], mediaType: 'text/plain', diagnostics: [] }).map(
    ({ ordinal, heading, body }) => [ordinal, text.slice(heading.start, heading.end), text.slice(body.start, body.end)],
  );

const reportWith = (ordinal: number, heading: string, body = '情况良好。'): string =>
  HEADINGS.map((usual, at) => `${at + 1 === ordinal ? heading : usual}\n${at + 1 === ordinal ? body : '无。'}\n`).join(
    '',
  );

describe('sections', () => {
  test.each([
    [1, '一 总体情况'],
    [1, '一、概况'],
    [1, '一、2023年度工作总体情况'],
    [1, '一、政府信息公开工作基本情况'],
    [1, '一、總體情況'],
    [2, '二、政府信息主动公开情况'],
    [3, '三、依申请公开情况'],
    [4, '四、复议、诉讼情况'],
    [5, '五、存在问题和改进措施'],
    [5, '五、存在的问题和下一步工作打算'],
    [5, '五、存在的主要問題及改進情況'],
    [5, '五、工作中存在的不足'],
    [6, '六、其它需要报告的事项'],
    [6, '六、其他事项'],
    [6, '六、需要说明的事项'],
  ])('%d begins with %s', (ordinal, heading) => {
    const sections = sectionsOf(reportWith(ordinal, heading));
    expect(sections.map(([each]) => each)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sections[ordinal - 1]).toEqual([ordinal, heading, '情况良好。']);
  });

  test.each([
    '一、存在的主要问题\n公开不够及时。\n二、改进措施\n加强培训。',
    '（一）存在的不足\n二、主动公开内容不够全面\n三、依申请公开答复质量有待提高\n将加以改进。',
    '五、六月份集中整改了存在的问题。',
  ])('lists within a section are no headings: %j', (body) => {
    const heading = '五、存在的主要问题及改进情况';
    expect(sectionsOf(reportWith(5, heading, body))[4]).toEqual([5, heading, body]);
  });
});
