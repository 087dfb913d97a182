import 'reflect-metadata';
import { buildSubgraph, type Subgraph } from '../schema/build-subgraph';
import { AgencyResolver } from './agency-resolver';
import { AggregateKeyResolver } from './aggregate-key-resolver';
import { AggregateResolver } from './aggregate-resolver';
import { AnnualReportResolver } from './annual-report-resolver';
import { ApplicationStatsResolver } from './application-stats-resolver';
import { AuditResolver } from './audit-resolver';
import { authorizeRole } from './context';
import { CoverageResolver, DataQualityResolver, FindingCountResolver } from './data-quality-resolver';
import { ImportItemResolver } from './import-item-resolver';
import { ImportResolver } from './import-resolver';
import { IndicatorResolver } from './indicator-resolver';
import { ProactiveDisclosureResolver } from './proactive-disclosure-resolver';
import { RankingResolver } from './ranking-resolver';
import { REFERENCES } from './references';
import { RegionResolver } from './region-resolver';
import { ReportDraftResolver } from './report-draft-resolver';
import { RereadItemResolver, RereadResolver } from './reread-resolver';
import { ReviewLitigationResolver } from './review-litigation-resolver';
import { ReviewResolver } from './review-resolver';
import { RevisionsResolver } from './revisions-resolver';
import { SearchResolver } from './search-resolver';
import { TokenResolver } from './token-resolver';

let built: Subgraph | undefined;

/** The hub as a federation subgraph; built once. */
export function hubSubgraph(): Subgraph {
  built ??= buildSubgraph({
    resolvers: [
      AgencyResolver,
      AggregateKeyResolver,
      AggregateResolver,
      AnnualReportResolver,
      ApplicationStatsResolver,
      AuditResolver,
      CoverageResolver,
      DataQualityResolver,
      FindingCountResolver,
      ImportItemResolver,
      ImportResolver,
      IndicatorResolver,
      ProactiveDisclosureResolver,
      RankingResolver,
      RegionResolver,
      ReportDraftResolver,
      RereadItemResolver,
      RereadResolver,
      ReviewLitigationResolver,
      ReviewResolver,
      RevisionsResolver,
      SearchResolver,
      TokenResolver,
    ],
    authChecker: authorizeRole,
    references: REFERENCES,
  });
  return built;
}

/** The SDL that is committed as src/schema/subgraph.graphql. */
export const printSubgraphSchema = (): string => hubSubgraph().sdl;
