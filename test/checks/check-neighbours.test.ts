import { checkNeighbours } from '../../src/checks/check-neighbours';
import type { ReportDraft } from '../../src/domain/report-draft';
import { readSample, replaceOnce, sampleText } from '../support/sample-text';

const RUIAN = sampleText('ruian-2024');
const current = readSample(RUIAN).draft;

/** A year that the sample follows from: it carries 13 forward and has 219 normative documents in force. */
function yearBefore(change: (text: string) => string = (text) => text): ReportDraft {
  const carried = replaceOnce(
    RUIAN,
    '四、结转下年度继续办理 | 22 | 0 | 0 | 0 | 0 | 0 | 22',
    '四、结转下年度继续办理 | 13 | 0 | 0 | 0 | 0 | 0 | 13',
  );
  return readSample(change(replaceOnce(carried, '| 20 | 8 | 231 |', '| 20 | 8 | 219 |'))).draft;
}

const shown = (previous: ReportDraft) =>
  checkNeighbours(previous, current).map(({ code, severity, applicant, lines, actual, expected }) => [
    code,
    severity,
    applicant,
    lines[0],
    actual,
    expected,
  ]);

describe('checks over time', () => {
  test('years that follow from each other have no findings', () => {
    expect(shown(yearBefore())).toEqual([]);
  });

  test('what is brought forward differs from what was carried forward, column by column', () => {
    const before = yearBefore((text) =>
      replaceOnce(text, '办理 | 13 | 0 | 0 | 0 | 0 | 0 | 13', '办理 | 12 | 1 | 0 | 0 | 0 | 0 | 13'),
    );
    expect(shown(before)).toEqual([
      ['OPENING_CLOSING_MISMATCH', 'WARNING', 'NATURAL_PERSON', 'broughtForward', '13', '12'],
      ['OPENING_CLOSING_MISMATCH', 'WARNING', 'COMMERCIAL_ENTERPRISE', 'broughtForward', '0', '1'],
    ]);
  });

  test('documents in force do not follow from issued and repealed', () => {
    expect(shown(yearBefore((text) => replaceOnce(text, '| 219 |', '| 200 |')))).toEqual([
      ['IN_FORCE_MISMATCH', 'WARNING', null, 'normativeDocuments.inForce', '231', '212'],
    ]);
  });

  test('a change above five times a base of thirty is unusual, on a smaller base it is not', () => {
    const received = (count: number) => (text: string) =>
      replaceOnce(
        text,
        '申请数量 | 125 | 2 | 0 | 0 | 0 | 7 | 134',
        `申请数量 | ${count} | 0 | 0 | 0 | 0 | 0 | ${count}`,
      );
    expect(shown(yearBefore(received(900)))).toEqual([
      ['UNUSUAL_CHANGE', 'INFO', null, 'received', '134', 'about 900'],
    ]);
    expect(shown(yearBefore(received(29)))).toEqual([]);
  });

  test('reports of different scope do not follow from each other', () => {
    const before = yearBefore((text) => replaceOnce(text, '| 219 |', '| 200 |'));
    expect(checkNeighbours({ ...before, scope: 'CONSOLIDATED' }, current)).toEqual([]);
  });
});
