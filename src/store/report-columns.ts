import type { DataSource } from 'typeorm';
import type * as domain from '../domain/report';
import { AnnualReport } from '../entities/annual-report';
import { snakeCase } from '../entities/snake-naming';
import { type Row, rowShaper } from './shape-rows';

const listOf = (properties: readonly (keyof AnnualReport)[]): string =>
  properties.map((property) => `report.${snakeCase(property)}`).join(', ');

const REPORT: readonly (keyof domain.AnnualReport)[] = [
  'agencyId',
  'year',
  'revision',
  'scope',
  'form',
  'state',
  'title',
  'regionCode',
];
const ORIGIN: readonly (keyof domain.ReportOrigin)[] = ['sourceUrl', 'readerVersion', 'importedAt'];

/** What is read of `annual_report AS report` wherever one is found, and where one came from: half the time to look seven years up is that of columns nobody asked for. */
export const REPORT_COLUMNS = listOf(REPORT);
export const ORIGIN_COLUMNS = listOf(ORIGIN);

export const reportShaper = (dataSource: DataSource): ((row: Row) => domain.AnnualReport) =>
  rowShaper(dataSource, AnnualReport, { only: REPORT });
export const originShaper = (dataSource: DataSource): ((row: Row) => domain.ReportOrigin) =>
  rowShaper(dataSource, AnnualReport, { only: ORIGIN });
