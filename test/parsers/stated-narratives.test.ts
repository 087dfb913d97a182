import { parseReport } from '../../src/parsers/parse-report';
import { DOUBTFUL_NARRATIVES } from './doubtful-narratives';
import { NARRATIVES } from './stated-narratives';

test.each([...NARRATIVES, ...DOUBTFUL_NARRATIVES])('%d: %s', (year, prose, counts) => {
  const text = `济南市教育局${year}年政府信息公开工作年度报告\n一、总体情况\n${year}年认真落实。\n三、收到和处理政府信息公开申请情况\n${prose}\n`;
  const document = { text, tables: [], pageTitles: [], mediaType: 'text/plain', diagnostics: [] } as const;
  const { draft } = parseReport(document, {});
  expect(draft.statedCounts.map(({ subject, value }) => `${subject} ${value}`)).toEqual(counts);
});
