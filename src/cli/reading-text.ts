import { type Diagnostic, messageOf } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
import type { ReportDraft } from '../domain/report-draft';
import { EXCERPT_REACH, indexText, locateSpan } from '../domain/source-text';
import {
  APPLICANT_TERMS,
  APPLICATION_LINES,
  DISCLOSURE_LINES,
  type LineCode,
  REVIEW_LINES,
  TRACK_TERMS,
} from '../domain/statutory-form';
import type { FileReading } from './file-reading';

/** What would become of a report. */
const FATES = {
  PUBLISHED: 'would be published',
  IN_REVIEW: 'would wait for review',
  QUARANTINED: 'would be quarantined',
  WITHDRAWN: 'would be withdrawn',
  FAILED: 'cannot be read',
} as const;
const MARKS = {
  BLANK: '(blank)',
  NOT_APPLICABLE: '(n/a)',
  UNREADABLE: '(unreadable)',
  ABSENT: '(absent)',
  NOT_ON_FORM: '',
} as const;
const WIDEST_LABEL = 44;

/** A reading for a person: cover, the three tables as printed, and the diagnostics, each with its place in the text. */
export function asText(reading: FileReading): string {
  const head = `${reading.file}: ${FATES[reading.state]}`;
  if (reading.state === 'FAILED') return `${head}\n  ${reading.failure}\n`;
  const { draft, diagnostics, document } = reading;
  return [
    head,
    ...cover(draft),
    '',
    ...tables(draft),
    ...stated(draft),
    ...findings(diagnostics, document.text),
    '',
  ].join('\n');
}

function cover({ agency, agencyCandidates, year, form, scope, title }: ReportDraft): readonly string[] {
  const among = agencyCandidates.length === 0 ? 'unknown' : `one of ${agencyCandidates.join(', ')}`;
  return [
    `  Agency  ${agency === null ? among : `${agency.name}${agency.regionCode === null ? '' : ` (${agency.regionCode})`}`}`,
    `  Year    ${year ?? 'unknown'}, form ${form ?? 'unknown'}, scope ${scope}`,
    ...(title === null ? [] : [`  Title   ${title}`]),
  ];
}

function tables({ applicationStats, reviewLitigation, proactiveDisclosure }: ReportDraft): readonly string[] {
  return [
    ...table(
      '主动公开政府信息情况',
      [''],
      proactiveDisclosure.map((figure) => [disclosureLabel(figure.line), [figure]]),
    ),
    ...table(
      '收到和处理政府信息公开申请情况',
      applicationStats.map(({ applicant }) => APPLICANT_TERMS[applicant].zh),
      rowsOf(
        applicationStats.map(({ figures }) => figures),
        new Map(APPLICATION_LINES.map(({ code, labelZh }) => [code, labelZh])),
      ),
    ),
    ...table(
      '政府信息公开行政复议、行政诉讼情况',
      reviewLitigation.map(({ track }) => TRACK_TERMS[track].zh),
      rowsOf(
        reviewLitigation.map(({ figures }) => figures),
        new Map(REVIEW_LINES.map(({ code, labelZh }) => [code, labelZh])),
      ),
    ),
  ];
}

/** Of a report without tables by its form: the counts that its prose states. */
function stated({ form, statedCounts }: ReportDraft): readonly string[] {
  if (form !== 'PRE_2019' || statedCounts.length === 0) return [];
  const width = Math.max(...statedCounts.map(({ subject }) => subject.length));
  const lines = statedCounts.map(
    ({ subject, value, scope }) => `    ${subject.padEnd(width)}  ${value}${scope === null ? '' : `  ${scope}`}`,
  );
  return ['  Stated in prose', ...lines, ''];
}

type TableRow = readonly [label: string, figures: readonly Figure[]];

function rowsOf(columns: readonly (readonly Figure[])[], labels: ReadonlyMap<LineCode, string>): readonly TableRow[] {
  return (columns[0] ?? []).map(({ line }, at) => [
    labels.get(line) ?? line,
    columns.flatMap((figures) => figures[at] ?? []),
  ]);
}

function disclosureLabel(code: LineCode): string {
  const line = DISCLOSURE_LINES.find((candidate) => candidate.code === code);
  return line === undefined ? code : `${line.rowZh} ${line.columnZh}`;
}

function table(title: string, headings: readonly string[], rows: readonly TableRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const cells = rows.map(([label, figures]) => [shorten(label, WIDEST_LABEL), ...figures.map(shown)]);
  const grid = [['', ...headings], ...cells];
  const widths = grid[0]?.map((_, column) => Math.max(...grid.map((row) => widthOf(row[column] ?? '')))) ?? [];
  const lines = grid.map((row) =>
    row
      .map((cell, column) => (column === 0 ? padEnd(cell, widths[0] ?? 0) : padStart(cell, widths[column] ?? 0)))
      .join('  '),
  );
  return [`  ${title}`, ...lines.filter((line) => line.trim() !== '').map((line) => `    ${line.trimEnd()}`), ''];
}

/** As printed; what is not a number is marked, and `*` marks what was recognised by place or arithmetic. */
function shown({ status, printed, value, inferred }: Figure): string {
  const text = status === 'REPORTED' ? (printed ?? String(value)) : MARKS[status];
  return inferred ? `${text} *` : text;
}

function findings(diagnostics: readonly Diagnostic[], text: string): readonly string[] {
  if (diagnostics.length === 0) return ['  Nothing to say.'];
  const index = indexText(text);
  return diagnostics.flatMap((diagnostic) => {
    const { severity, code, lines, span } = diagnostic;
    const column = diagnostic.applicant ?? diagnostic.track;
    const where = [...lines, ...(column === null ? [] : [`[${column}]`])].join(' ');
    const sentence = `  ${severity} ${code}: ${messageOf(diagnostic)}${where === '' ? '' : ` — ${where}`}`;
    if (span === null) return [sentence];
    const place = locateSpan(text, index, span);
    const lead = `    ${place.line}:${place.column}${place.page === null ? '' : `, page ${place.page}`}  `;
    const [first = ''] = place.excerpt.slice(excerptOffset(place)).split('\n');
    const before = place.excerpt.slice(0, excerptOffset(place));
    const width = widthOf(first.slice(0, Math.max(1, span.end - span.start)));
    return [
      sentence,
      `${lead}${before}${first}`,
      `${' '.repeat(widthOf(lead + before))}${'^'.repeat(Math.max(1, width))}`,
    ];
  });
}

/** Where the span begins within its excerpt: that starts at the line, or some characters before the span. */
function excerptOffset({ column }: { readonly column: number }): number {
  return Math.min(column - 1, EXCERPT_REACH);
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]/;

/** Columns of a terminal; a Chinese character takes two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

function shorten(text: string, width: number): string {
  let fitted = text;
  while (widthOf(fitted) > width) fitted = `${fitted.slice(0, -2)}…`;
  return fitted;
}

const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;
