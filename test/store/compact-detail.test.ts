import { FIGURE_STATUSES, type Figure } from '../../src/domain/figure';
import type { ReportDraft } from '../../src/domain/report-draft';
import { compactDetail, expandDetail } from '../../src/store/compact-detail';
import { buildDraft } from '../support/build-draft';
import { fc } from '../support/property';

const overJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

function detailOf({ applicationStats, reviewLitigation, proactiveDisclosure, narrative, statedCounts }: ReportDraft) {
  return { applicationStats, reviewLitigation, proactiveDisclosure, narrative, statedCounts };
}

test('a draft comes back as it was, and takes a quarter of the room', () => {
  for (const form of ['FORM_2019', 'FORM_2021'] as const) {
    const { draft, text } = buildDraft({ form, figures: { 'received@TOTAL': null, 'upheld@REVIEW': null } });
    const compact = compactDetail(draft, text);
    expect(expandDetail(overJson(compact), text)).toEqual(detailOf(draft));
    expect(JSON.stringify(compact).length * 4).toBeLessThan(JSON.stringify(detailOf(draft)).length);
  }
});

const TEXT = '甲 12 乙 — 丙　3,456 丁';
const figure: fc.Arbitrary<Figure<'received'>> = fc
  .record({
    status: fc.constantFrom(...FIGURE_STATUSES),
    value: fc.oneof(fc.maxSafeInteger(), fc.constant(18_111_202.68)),
    printed: fc.constantFrom('12', '—', null, '3,456', 'else'),
    inferred: fc.boolean(),
    place: fc.option(fc.tuple(fc.nat(TEXT.length), fc.nat(TEXT.length))),
  })
  .map(({ status, value, printed, inferred, place }) => ({
    line: 'received',
    status,
    value: status === 'REPORTED' ? value : null,
    printed: place === null || printed === 'else' ? printed : TEXT.slice(Math.min(...place), Math.max(...place)),
    inferred,
    span: place === null ? null : { start: Math.min(...place), end: Math.max(...place) },
  }));

test('any figure comes back as it was', () => {
  fc.assert(
    fc.property(fc.array(figure), (figures) => {
      const draft = {
        ...detailOf(buildDraft({}).draft),
        applicationStats: [{ applicant: 'TOTAL' as const, figures }],
        narrative: [{ ordinal: 1, heading: '一', text: '另文', span: { start: 0, end: 3 } }],
        reviewLitigation: [],
        proactiveDisclosure: [],
        statedCounts: [
          { subject: 'INTAKE' as const, value: 12, span: { start: 2, end: 4 }, scope: 'OWN' as const },
          { subject: 'INFORMATION_FEES' as const, value: 1.25, span: { start: 0, end: 1 }, scope: null },
        ],
      };
      expect(expandDetail(overJson(compactDetail(draft, TEXT)), TEXT)).toEqual(draft);
    }),
  );
});
