import type { DataSource } from 'typeorm';
import type { ReportReader, Visibility } from '../domain/asking';
import { createAgencyReader } from './agency-reader';
import { createConsolidationReader } from './consolidation-reader';
import { createGroupReader } from './group-reader';
import { createRankingReader } from './ranking-reader';
import { createReportPages } from './report-pages';
import { createReportTables } from './report-tables';
import { createSearchReader } from './search-reader';
import { createSeriesReader } from './series-reader';

/** The reading side of the store for one kind of asker. Each method sends one statement; sources of spans and texts come with their rows. */
export function createReportReader(dataSource: DataSource, visibility: Visibility): ReportReader {
  return {
    ...createAgencyReader(dataSource, visibility),
    ...createReportPages(dataSource, visibility),
    ...createReportTables(dataSource, visibility),
    ...createGroupReader(dataSource, visibility),
    ...createSeriesReader(dataSource, visibility),
    ...createRankingReader(dataSource, visibility),
    ...createSearchReader(dataSource, visibility),
    ...createConsolidationReader(dataSource, visibility),
  };
}
