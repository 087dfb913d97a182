import {
  APPLICANT_TERMS,
  APPLICANTS,
  APPLICATION_LINES,
  DISCLOSURE_LINES,
  type FormLine,
  OUTCOME_GROUPS,
  REVIEW_LINES,
  REVIEW_TRACKS,
  SECTION_HEADINGS,
  TRACK_TERMS,
} from '../../src/domain/statutory-form';
import { page, table } from './markdown';

const lines = (all: readonly FormLine[]): string =>
  table(
    ['Line code', 'On the form', 'In English', 'Counts', 'Forms'],
    all.map(({ code, labelZh, labelEn, unit, stock, forms }) => [
      `\`${code}\``,
      labelZh,
      labelEn,
      stock ? `${unit}, at a point in time` : unit,
      forms.map((form) => form.replace('FORM_', '')).join(', '),
    ]),
  );

/** docs/glossary.md: the words of the statutory form, in both languages. */
export function makeGlossary(): string {
  return page(
    '# Glossary',
    'The lines of the statutory form as the agencies print them, and what they are called here. 2019 is 国办公开办函〔2019〕60号, 2021 is 国办公开办函〔2021〕30号.',
    '## Sections of a report',
    table(
      ['', 'Heading', 'In English'],
      SECTION_HEADINGS.map(({ ordinal, zh, en }) => [String(ordinal), zh, en]),
    ),
    '## Table two: proactive disclosure',
    lines(DISCLOSURE_LINES),
    '## Table three: applications',
    lines(APPLICATION_LINES),
    'Groups of outcomes whose totals the form does not print:',
    table(
      ['Group', 'On the form', 'In English'],
      Object.entries(OUTCOME_GROUPS).map(([code, { zh, en }]) => [`\`outcomes.${code}\``, zh, en]),
    ),
    'Its columns, the kinds of applicant:',
    table(
      ['Applicant', 'On the form', 'In English'],
      APPLICANTS.map((code) => [`\`${code}\``, APPLICANT_TERMS[code].zh, APPLICANT_TERMS[code].en]),
    ),
    '## Table four: reconsideration and litigation',
    lines(REVIEW_LINES),
    'Its blocks:',
    table(
      ['Track', 'On the form', 'In English'],
      REVIEW_TRACKS.map((code) => [`\`${code}\``, TRACK_TERMS[code].zh, TRACK_TERMS[code].en]),
    ),
  );
}
