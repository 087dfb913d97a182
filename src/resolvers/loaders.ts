import DataLoader from 'dataloader';
import type { Along, FoundReport, Page, PageAsk, ReportFilter, ReportReader, ReportReference } from '../domain/asking';
import { NOTHING_ALONG } from '../domain/asking';
import type { Consolidation, RegionYear } from '../domain/consolidation';
import type { ImportItem, ImportService } from '../domain/importing';
import type {
  Agency,
  AnnualReport,
  ApplicationStats,
  ImportItemStatus,
  ProactiveDisclosure,
  ReportDetail,
  ReportKey,
  ReportOrigin,
  ReviewLitigation,
  StoredDiagnostic,
  StoredSource,
} from '../domain/report';
import type { ReportScope } from '../domain/report-draft';
import { APPLICANTS, type Applicant } from '../domain/statutory-form';
import { currentOf, writePartId, writeReportId } from './ids';
import { SourceText } from './source-text';

/** Which reports of an agency are asked for. */
export interface ReportsAsked {
  readonly years?: readonly number[] | null | undefined;
  readonly scope?: readonly ReportScope[] | null | undefined;
}

const byKey = { cacheKeyFn: (key: ReportKey): string => writeReportId(key) };
const byReference = { cacheKeyFn: writeReportId };

/** Everything that is read of a report, with its text ready to have the spans of figures looked up in it. */
export interface LoadedDetail extends ReportDetail {
  readonly source: SourceText;
}

/** A source and its text, ready to have spans looked up in it. */
export interface LoadedSource {
  readonly stored: StoredSource;
  readonly text: SourceText;
}

/** A loader for each set of arguments of a field, made when it is first met with them. */
class LoadersByArguments<Key, Value> {
  private readonly loaders = new Map<string, DataLoader<Key, Value>>();

  load(
    key: Key,
    given: readonly unknown[],
    batch: (keys: readonly Key[]) => Promise<readonly Value[]>,
  ): Promise<Value> {
    const name = JSON.stringify(given);
    let loader = this.loaders.get(name);
    if (loader === undefined) {
      loader = new DataLoader(batch);
      this.loaders.set(name, loader);
    }
    return loader.load(key);
  }
}

/** Made when it is first asked for: a question uses one or two. */
function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

const both = (one: Along, other: Along): Along => ({
  agency: one.agency || other.agency,
  origin: one.origin || other.origin,
  applicants: APPLICANTS.filter((each) => one.applicants.includes(each) || other.applicants.includes(each)),
});

/** A part of table three of a report; all of it without applicants. */
interface StatsAsked {
  readonly key: ReportKey;
  readonly applicants: readonly Applicant[] | null;
}

/** One statement for everything asked at once, of the applicants that anybody asked for. */
async function loadStats(
  reader: ReportReader,
  asked: readonly StatsAsked[],
): Promise<readonly (readonly ApplicationStats[])[]> {
  const keys = new Map(asked.map(({ key }) => [writeReportId(key), key]));
  const wanted = asked.some(({ applicants }) => applicants === null)
    ? null
    : [...new Set(asked.flatMap(({ applicants }) => applicants ?? []))];
  const tables = await reader.applicationStats([...keys.values()], wanted);
  const byReport = new Map([...keys.keys()].map((id, place) => [id, tables[place] ?? []]));
  return asked.map(({ key, applicants }) => {
    const stats = byReport.get(writeReportId(key)) ?? [];
    return applicants === null ? stats : stats.filter(({ applicant }) => applicants.includes(applicant));
  });
}

/**
 * What one request loads: every method collects what a whole level of the query needs and asks the store once. Bound to one asker, since what
 * is visible is part of every answer.
 */
export class Loaders {
  private readonly agencies: () => DataLoader<number, Agency | null>;
  private readonly named: () => DataLoader<string, Agency | null>;
  private readonly references: () => DataLoader<ReportReference, FoundReport | null, string>;
  private readonly origins: () => DataLoader<ReportKey, ReportOrigin | null, string>;
  private readonly stats: () => DataLoader<StatsAsked, readonly ApplicationStats[], string>;
  private readonly review: () => DataLoader<ReportKey, readonly ReviewLitigation[], string>;
  private readonly disclosure: () => DataLoader<ReportKey, ProactiveDisclosure | null, string>;
  private readonly details: () => DataLoader<ReportKey, LoadedDetail | null, string>;
  private readonly findings: () => DataLoader<ReportKey, readonly StoredDiagnostic[], string>;
  private readonly sources: () => DataLoader<ReportKey, LoadedSource | null, string>;
  private readonly within: () => DataLoader<string, number>;
  private readonly wholes: () => DataLoader<RegionYear, Consolidation, string>;
  private readonly revisions: () => DataLoader<ReportKey, readonly AnnualReport[], string>;
  private readonly ofAgencies = new LoadersByArguments<number, readonly FoundReport[]>();
  private readonly pagesWithin = new LoadersByArguments<string, Page<Agency>>();
  private readonly itemsOfJobs = new LoadersByArguments<string, Page<ImportItem>>();
  private readonly itemCounts = new LoadersByArguments<string, number>();
  /** What anybody asks of the reports that are looked up by reference. */
  private along = NOTHING_ALONG;
  /** Ids of revisions met in this request that are not the current one for the asker. */
  private readonly earlierRevisions = new Set<string>();

  constructor(
    private readonly reader: ReportReader,
    private readonly imports: ImportService,
  ) {
    this.agencies = lazily(() => new DataLoader((ids) => reader.agenciesById(ids)));
    this.named = lazily(() => new DataLoader((names) => reader.agenciesByName(names)));
    this.references = lazily(
      () => new DataLoader((references) => reader.reportsByReference(references, this.along), byReference),
    );
    this.origins = lazily(() => new DataLoader((keys) => reader.origins(keys), byKey));
    this.stats = lazily(
      () =>
        new DataLoader((asked) => loadStats(reader, asked), {
          cacheKeyFn: ({ key, applicants }) => `${writeReportId(key)}:${applicants ?? 'all'}`,
        }),
    );
    this.review = lazily(() => new DataLoader((keys) => reader.reviewLitigation(keys), byKey));
    this.disclosure = lazily(() => new DataLoader((keys) => reader.proactiveDisclosure(keys), byKey));
    this.details = lazily(
      () =>
        new DataLoader(
          async (keys) =>
            (await reader.details(keys)).map((detail) => detail && { ...detail, source: new SourceText(detail.text) }),
          byKey,
        ),
    );
    this.wholes = lazily(
      () =>
        new DataLoader((asked) => reader.consolidations(asked), {
          cacheKeyFn: ({ code, year }) => `${code}-${year}`,
        }),
    );
    this.revisions = lazily(
      () =>
        new DataLoader((keys) => reader.revisionsOf(keys), {
          cacheKeyFn: (key) => writeReportId(currentOf(key)),
        }),
    );
    this.within = lazily(() => new DataLoader((codes) => reader.countAgenciesWithin(codes)));
    this.findings = lazily(() => new DataLoader((keys) => reader.diagnostics(keys), byKey));
    this.sources = lazily(
      () =>
        new DataLoader(
          async (keys) =>
            (await reader.sourcesOf(keys)).map((stored) => stored && { stored, text: new SourceText(stored.text) }),
          byKey,
        ),
    );
  }

  agency(id: number): Promise<Agency | null> {
    return this.agencies().load(id);
  }

  /** The same when its reports are asked for too: as a rule it has some, and comes along with them. */
  async agencyWithReports(id: number, asked: ReportsAsked, along: Along): Promise<Agency | null> {
    const [first] = await this.reportsOfAgency(id, asked, { ...along, agency: true });
    return first?.agency ?? this.agency(id);
  }

  agencyOf({ agency, agencyId }: FoundReport): Agency | Promise<Agency | null> {
    return agency ?? this.agency(agencyId);
  }

  /** By official name or alias, exact. */
  agencyByName(name: string): Promise<Agency | null> {
    return this.named().load(name);
  }

  /** The current revision, or the given one: told apart afterwards by `reportId`. */
  async report(reference: ReportReference, along = NOTHING_ALONG): Promise<FoundReport | null> {
    this.along = both(this.along, along);
    if (reference.revision === null) return this.references().load(reference);
    const [given, current] = await Promise.all([
      this.references().load(reference),
      this.references().load(currentOf(reference)),
    ]);
    if (given !== null && given.revision !== current?.revision) this.earlierRevisions.add(writeReportId(given));
    return given;
  }

  /** The id that a report of this request goes by: without a revision when it is the current one for the asker. */
  reportId(key: ReportKey): string {
    const pinned = writeReportId(key);
    return this.earlierRevisions.has(pinned) ? pinned : writeReportId(currentOf(key));
  }

  /** The id of a column of table three or a track of table four. */
  partId(key: ReportKey, part: string): string {
    return writePartId(this.reportId(key), part);
  }

  /** Finds out which reports of a list are not the current ones for the asker; for lists that may hold such. */
  async compareWithCurrent(reports: readonly AnnualReport[]): Promise<void> {
    for (const report of reports) this.references().prime(report, report);
    await Promise.all(reports.map((report) => this.report(report)));
  }

  /** Takes note of the reports of a list that was filtered, which may hold others than the current ones when states were asked for. */
  async meet(reports: readonly AnnualReport[], { state }: ReportFilter): Promise<void> {
    if (state) await this.compareWithCurrent(reports);
    else this.keep(reports);
  }

  /** Takes note of current reports that a list of the store answered, so that they are not asked for again. */
  keep<Reports extends readonly AnnualReport[]>(reports: Reports): Reports {
    for (const report of reports) {
      this.references().prime(report, report);
      this.references().prime(currentOf(report), report);
    }
    return reports;
  }

  /** Every revision of the agency-year of a report that the asker may see, newest first. */
  async revisionsOf(key: ReportKey): Promise<readonly AnnualReport[]> {
    const revisions = await this.revisions().load(key);
    await this.compareWithCurrent(revisions);
    return revisions;
  }

  reportsOfAgency(agencyId: number, asked: ReportsAsked, along = NOTHING_ALONG): Promise<readonly FoundReport[]> {
    return this.ofAgencies.load(agencyId, [asked.years ?? null, asked.scope ?? null], async (ids) =>
      (await this.reader.reportsOfAgencies(ids, asked, along)).map((reports) => this.keep(reports)),
    );
  }

  /** Agencies of a region and of everything below it. */
  agenciesWithin(code: string, page: PageAsk): Promise<Page<Agency>> {
    return this.pagesWithin.load(code, [page.first, page.after], (codes) => this.reader.agenciesWithin(codes, page));
  }

  /** The report on a region beside the sum of those within it. */
  consolidation(asked: RegionYear): Promise<Consolidation> {
    return this.wholes().load(asked);
  }

  countAgenciesWithin(code: string): Promise<number> {
    return this.within().load(code);
  }

  importItems(jobId: string, status: readonly ImportItemStatus[] | null, page: PageAsk): Promise<Page<ImportItem>> {
    return this.itemsOfJobs.load(jobId, [status, page.first, page.after], (ids) =>
      this.imports.importItems(ids, status, page),
    );
  }

  countImportItems(jobId: string, status: readonly ImportItemStatus[] | null): Promise<number> {
    return this.itemCounts.load(jobId, [status], (ids) => this.imports.countImportItems(ids, status));
  }

  async originOf(report: FoundReport): Promise<ReportOrigin> {
    const origin = report.origin ?? (await this.origins().load(report));
    if (origin === null) throw new Error(`report ${writeReportId(report)} is not there any more`);
    return origin;
  }

  /** @param applicants - all when none are named */
  applicationStats(
    key: ReportKey & Pick<FoundReport, 'applicationStats'>,
    applicants?: readonly Applicant[] | null,
  ): readonly ApplicationStats[] | Promise<readonly ApplicationStats[]> {
    const wanted = applicants ?? APPLICANTS;
    const { of = [], stats = [] } = key.applicationStats ?? {};
    if (wanted.length > 0 && wanted.every((applicant) => of.includes(applicant)))
      return stats.filter(({ applicant }) => wanted.includes(applicant));
    return this.stats().load({ key, applicants: applicants ?? null });
  }

  reviewLitigation(key: ReportKey): Promise<readonly ReviewLitigation[]> {
    return this.review().load(key);
  }

  proactiveDisclosure(key: ReportKey): Promise<ProactiveDisclosure | null> {
    return this.disclosure().load(key);
  }

  detail(key: ReportKey): Promise<LoadedDetail | null> {
    return this.details().load(key);
  }

  diagnostics(key: ReportKey): Promise<readonly StoredDiagnostic[]> {
    return this.findings().load(key);
  }

  /** The source of a revision, with the very text that its spans point into. */
  async source(key: ReportKey): Promise<LoadedSource> {
    const source = await this.sources().load(key);
    if (source === null) throw new Error(`report ${writeReportId(key)} has lost its source`);
    return source;
  }

  async textOf(key: ReportKey): Promise<SourceText> {
    return (await this.source(key)).text;
  }
}
