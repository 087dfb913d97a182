import type { DataSource } from 'typeorm';
import type { ReportReader, Visibility } from '../domain/asking';
import { createAgencyReader } from './agency-reader';
import { createReportPages } from './report-pages';
import { createReportTables } from './report-tables';

/** The reading side of the store for one kind of asker. Each method sends one statement; sources of spans and texts come with their rows. */
export function createReportReader(dataSource: DataSource, visibility: Visibility): ReportReader {
  return {
    ...createAgencyReader(dataSource, visibility),
    ...createReportPages(dataSource, visibility),
    ...createReportTables(dataSource, visibility),
  };
}
