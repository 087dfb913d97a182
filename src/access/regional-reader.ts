import type { AgencyFilter, ReportFilter, ReportReader } from '../domain/asking';
import type { Agency, ReportKey } from '../domain/report';
import { mayTouch, seesUnpublished, type Viewer } from './viewer';

/**
 * What an asker sees who is bound to regions: everything of the agencies within, and of all others what the public sees. Lists and totals take in
 * reports that are not published only when the filter says `within`, and all of it lies in the asker's regions: an answer over both kinds could not be
 * explained. Series and rankings show what is published.
 */
export function createRegionalReader(published: ReportReader, complete: ReportReader, viewer: Viewer): ReportReader {
  const readerOf = ({ within }: AgencyFilter | ReportFilter): ReportReader =>
    seesUnpublished(viewer, within) ? complete : published;
  const ownRegion = (code: string): boolean => seesUnpublished(viewer, [code]);
  const ownAgency = (agency: Agency | null): boolean => agency !== null && mayTouch(viewer, agency.regionCode);

  /** Asks for what belongs to own agencies with one reader, for the rest with the other; answers in the order asked. */
  async function split<Asked, Answer>(
    asked: readonly Asked[],
    agencyOf: (one: Asked) => number,
    ask: (reader: ReportReader, some: readonly Asked[]) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> {
    const ids = [...new Set(asked.map(agencyOf))];
    const agencies = await complete.agenciesById(ids);
    const own = new Set(ids.filter((_, place) => ownAgency(agencies[place] ?? null)));
    return parted(asked, (one) => own.has(agencyOf(one)), ask);
  }

  async function parted<Asked, Answer>(
    asked: readonly Asked[],
    isOfOwn: (one: Asked) => boolean,
    ask: (reader: ReportReader, some: readonly Asked[]) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> {
    const [inside, outside] = [asked.filter(isOfOwn), asked.filter((one) => !isOfOwn(one))];
    const answers = [
      inside.length === 0 ? [] : await ask(complete, inside),
      outside.length === 0 ? [] : await ask(published, outside),
    ].map((list) => list.values());
    return asked.map((one) => answers[isOfOwn(one) ? 0 : 1]?.next().value as Answer);
  }
  const byKey = <Answer>(
    keys: readonly ReportKey[],
    ask: (reader: ReportReader, some: readonly ReportKey[]) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> => split(keys, ({ agencyId }) => agencyId, ask);

  // Named one by one: a way to reports that is forgotten does not compile.
  return {
    agenciesById: (ids) =>
      split(
        ids,
        (id) => id,
        (reader, some) => reader.agenciesById(some),
      ),
    async agenciesByName(names) {
      const [all, shown] = await Promise.all([complete.agenciesByName(names), published.agenciesByName(names)]);
      return names.map((_, place) => {
        const found = all[place] ?? null;
        return ownAgency(found) ? found : (shown[place] ?? null);
      });
    },
    agencies: (filter, page) => readerOf(filter).agencies(filter, page),
    countAgencies: (filter) => readerOf(filter).countAgencies(filter),
    agenciesWithin: (codes, page) => parted(codes, ownRegion, (reader, some) => reader.agenciesWithin(some, page)),
    countAgenciesWithin: (codes) => parted(codes, ownRegion, (reader, some) => reader.countAgenciesWithin(some)),
    consolidations: (asked) =>
      parted(
        asked,
        ({ code }) => ownRegion(code),
        (reader, some) => reader.consolidations(some),
      ),
    revisionsOf: (asked) =>
      split(
        asked,
        ({ agencyId }) => agencyId,
        (reader, some) => reader.revisionsOf(some),
      ),
    reportsByReference: (references, along) =>
      split(
        references,
        ({ agencyId }) => agencyId,
        (reader, some) => reader.reportsByReference(some, along),
      ),
    reportsOfAgencies: (ids, only, along) =>
      split(
        ids,
        (id) => id,
        (reader, some) => reader.reportsOfAgencies(some, only, along),
      ),
    reports: (filter, order, page, along) => readerOf(filter).reports(filter, order, page, along),
    countReports: (filter) => readerOf(filter).countReports(filter),
    origins: (keys) => byKey(keys, (reader, some) => reader.origins(some)),
    applicationStats: (keys, applicants) => byKey(keys, (reader, some) => reader.applicationStats(some, applicants)),
    reviewLitigation: (keys) => byKey(keys, (reader, some) => reader.reviewLitigation(some)),
    proactiveDisclosure: (keys) => byKey(keys, (reader, some) => reader.proactiveDisclosure(some)),
    details: (keys) => byKey(keys, (reader, some) => reader.details(some)),
    diagnostics: (keys) => byKey(keys, (reader, some) => reader.diagnostics(some)),
    sourcesOf: (keys) => byKey(keys, (reader, some) => reader.sourcesOf(some)),
    groups: (ask) => readerOf(ask.filter).groups(ask),
    countGroups: (ask) => readerOf(ask.filter).countGroups(ask),
    reportsOutOfScope: (filter) => readerOf(filter).reportsOutOfScope(filter),
    search: (text, filter, page) => readerOf(filter).search(text, filter, page),
    countFound: (text, filter) => readerOf(filter).countFound(text, filter),
    countOverlapping: (ask) => readerOf(ask.filter).countOverlapping(ask),
    series: (ask) => published.series(ask),
    ranking: (ask, page) => published.ranking(ask, page),
    rankingCensus: (ask) => published.rankingCensus(ask),
  };
}
