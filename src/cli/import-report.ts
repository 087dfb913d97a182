import type { ImportItemStatus } from '../domain/report';
import type { FileFinding, ImportedFile } from './import-files';
import { clock, type ProgressBar, progressBar, progressLine } from './progress';
import type { UploadHeard } from './upload-files';

/** Shows how an import goes, and what came of it. */
export interface ImportDisplay extends UploadHeard {
  done(file: ImportedFile): void;
  end(): void;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

const MEANINGS: Readonly<Partial<Record<ImportItemStatus, string>>> = {
  VALID: 'would be stored and published',
  CREATED: 'new, published',
  REVISED: 'new revision, published',
  DUPLICATE: 'known already',
  IN_REVIEW: 'kept for review: does not add up',
  QUARANTINED: 'kept aside: agency, year or table not known',
  FAILED: 'nothing was stored',
};
const MB = 1 << 20;
const NEEDS_SOMEBODY = new Set<ImportItemStatus>(['IN_REVIEW', 'QUARANTINED', 'FAILED']);

/** Whether nothing is left to do about a file. */
export const isSettled = ({ status }: ImportedFile): boolean => !NEEDS_SOMEBODY.has(status);

/** For programs: a JSON object a line for each file, and one with the counts at the end. */
export function jsonDisplay(output: Output): ImportDisplay {
  const counts: Partial<Record<ImportItemStatus, number>> = {};
  return {
    sent: () => {},
    worked: () => {},
    done(file) {
      counts[file.status] = (counts[file.status] ?? 0) + 1;
      output.write(`${JSON.stringify(file)}\n`);
    },
    end() {
      // Nothing was done, and why is said elsewhere.
      if (Object.keys(counts).length > 0) output.write(`${JSON.stringify({ summary: counts })}\n`);
    },
  };
}

/**
 * For a person: a bar that moves, then a table of what came of the files, and each that needs somebody.
 * @param total - files there are; those of archives come to it when they are opened
 * @param now - milliseconds of a clock
 */
export function terminalDisplay(output: Output, total: number, now: () => number): ImportDisplay {
  const begun = now();
  const files: ImportedFile[] = [];
  const sending = progressBar(output, now);
  let working: ProgressBar | null = null;
  return {
    sent: (bytes, ofBytes) => sending.show({ done: bytes / MB, total: ofBytes / MB }, 'MB sent'),
    worked(done, ofItems) {
      working ??= progressBar(output, now);
      working.show({ done, total: ofItems });
    },
    done(file) {
      files.push(file);
      if (output.isTTY && working === null)
        output.write(`\r${progressLine(files.length, total, now() - begun, output.columns || 80)}\x1b[K`);
    },
    end() {
      if (output.isTTY) output.write('\r\x1b[K');
      if (files.length > 0) output.write(summaryOf(files, now() - begun));
    },
  };
}

function summaryOf(files: readonly ImportedFile[], ms: number): string {
  const lines = Object.entries(MEANINGS).flatMap(([status, meaning]) => {
    const count = files.filter((file) => file.status === status).length;
    return count === 0 ? [] : [`  ${status.padEnd(11)} ${String(count).padStart(7)}  ${meaning}`];
  });
  const open = files.filter((file) => !isSettled(file));
  const named = open.map((file) => [`  ${file.status.padEnd(11)} ${file.ref}`, ...whyOf(file)].join(': '));
  const head = `${files.length} ${files.length === 1 ? 'file' : 'files'} in ${clock(ms / 1000)}`;
  return [head, ...lines, ...(named.length === 0 ? [] : ['', 'To look at:', ...named]), ''].join('\n');
}

/** What there is to know before looking: why nothing was stored, or which report it is and the first thing that is wrong with it. */
function whyOf({ failure, reportId, findings }: ImportedFile): readonly string[] {
  if (failure !== null) return [failure];
  const [first, ...others] = findings;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [
    ...(reportId === null ? [] : [`report ${reportId}`]),
    ...(first === undefined ? [] : [`${first.message}${placeOf(first)}${more}`]),
  ];
}

function placeOf({ applicant, track, span }: FileFinding): string {
  const places = [applicant ?? track, span === null ? null : `line ${span.line}`].filter((place) => place !== null);
  return places.length === 0 ? '' : ` [${places.join(', ')}]`;
}
