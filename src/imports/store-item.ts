import type { ImportItemInput } from '../domain/importing';
import { READER_VERSION } from '../domain/reader-version';
import type { ImportItemStatus, ReportState } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import type { FormVersion } from '../domain/statutory-form';
import { type LockedAgency, lockAgency, lockAgencyById } from '../store/agency-store';
import type { Database } from '../store/bindings';
import { type ItemOutcome, insertItem } from '../store/item-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import { fileReport, insertSource, type ReportToFile } from '../store/report-store';
import type { Session } from '../store/session';
import { isConflict } from '../store/store-error';
import { decideState } from './decide-state';
import type { ItemReading } from './read-item';

/** An item with what was read of it. */
export interface ReadItem {
  readonly ordinal: number;
  readonly item: ImportItemInput;
  readonly agencyId: number | null;
  readonly reading: ItemReading;
}

const ATTEMPTS = 3;

/**
 * Stores what an item brought and its outcome, in one transaction: a savepoint when the session is in one already, as in a dry run. Answers null
 * when the item had an outcome before, of another process that runs the same job; then nothing is stored.
 */
export async function storeItem(
  session: Session,
  jobId: string,
  read: ReadItem,
  check: NeighbourCheck,
): Promise<ItemOutcome | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await session.transaction(async (transaction) => {
        const outcome = await outcomeOf(transaction, read, check);
        if (!(await insertItem(transaction, jobId, outcome))) throw new AlreadyDone();
        return outcome;
      });
    } catch (error) {
      if (error instanceof AlreadyDone) return null;
      if (attempt < ATTEMPTS && isConflict(error)) continue;
      throw error;
    }
  }
}

class AlreadyDone extends Error {}

async function outcomeOf(database: Database, read: ReadItem, check: NeighbourCheck): Promise<ItemOutcome> {
  const { reading } = read;
  if (!reading.ok) return failed(read, reading.failure, false);
  const { draft, diagnostics, source } = reading;
  const base = { ...unfiled(read), draft, source, diagnostics };
  const agency = await agencyOf(database, read.agencyId, draft);
  if (agency === null || !isFilable(draft)) {
    await insertSource(database, source);
    return { ...base, status: 'QUARANTINED' };
  }
  const report: ReportToFile = {
    draft,
    diagnostics,
    source,
    state: decideState(diagnostics),
    sourceUrl: read.item.sourceUrl ?? null,
    readerVersion: READER_VERSION,
    declaredScope: read.item.scope ?? undefined,
  };
  const filed = await fileReport(database, agency, report, check);
  if ('duplicateOf' in filed) {
    await insertSource(database, source);
    return { ...base, status: 'DUPLICATE', duplicateOf: filed.duplicateOf };
  }
  return {
    ...base,
    status: statusOf(report.state, filed.revised),
    report: filed.key,
    diagnostics: [...diagnostics, ...filed.findingsOverTime],
  };
}

/** A draft without year or form cannot be filed, and no agency is made for it. */
async function agencyOf(database: Database, agencyId: number | null, draft: ReportDraft): Promise<LockedAgency | null> {
  if (!isFilable(draft)) return null;
  if (agencyId !== null) return lockAgencyById(database, agencyId);
  return draft.agency === null ? null : lockAgency(database, draft.agency);
}

function isFilable(draft: ReportDraft): draft is ReportDraft & { readonly year: number; readonly form: FormVersion } {
  return draft.year !== null && draft.form !== null;
}

function statusOf(state: ReportState, revised: boolean): ImportItemStatus {
  if (state === 'PUBLISHED') return revised ? 'REVISED' : 'CREATED';
  return state === 'IN_REVIEW' ? 'IN_REVIEW' : 'QUARANTINED';
}

function unfiled({ ordinal, item }: ReadItem): Omit<ItemOutcome, 'status'> {
  return {
    ordinal,
    clientRef: item.clientRef,
    draft: null,
    source: null,
    report: null,
    duplicateOf: null,
    diagnostics: [],
    failure: null,
    retryable: false,
  };
}

/** The outcome of an item of which nothing is stored. */
export function failed(read: ReadItem, failure: string, retryable: boolean): ItemOutcome {
  return { ...unfiled(read), status: 'FAILED', failure, retryable };
}
