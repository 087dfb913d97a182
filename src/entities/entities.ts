import { Agency } from './agency';
import { AnnualReport } from './annual-report';
import { ApiToken } from './api-token';
import { ApplicationStats } from './application-stats';
import { AuditEntry } from './audit-entry';
import { ImportItem } from './import-item';
import { ImportJob } from './import-job';
import { ImportPending } from './import-pending';
import { ImportUpload, ImportUploadPart } from './import-upload';
import { ImportWorker } from './import-worker';
import { MovedReport } from './moved-report';
import { NarrativeSection } from './narrative-section';
import { ProactiveDisclosure } from './proactive-disclosure';
import { ReportCorrection } from './report-correction';
import { ReportDecision } from './report-decision';
import { ReportDetail } from './report-detail';
import { ReportDiagnostic } from './report-diagnostic';
import { ReviewLitigation } from './review-litigation';
import { Rollup, RollupPending } from './rollup';
import { SourceDocument } from './source-document';
import { SourceFile } from './source-file';

/** Every table of the hub. */
export const ENTITIES = [
  Agency,
  SourceDocument,
  SourceFile,
  AnnualReport,
  ApplicationStats,
  ReviewLitigation,
  ProactiveDisclosure,
  ReportDetail,
  NarrativeSection,
  ReportDiagnostic,
  ImportJob,
  ImportItem,
  ImportPending,
  ImportUpload,
  ImportUploadPart,
  ImportWorker,
  ApiToken,
  ReportCorrection,
  ReportDecision,
  MovedReport,
  AuditEntry,
  Rollup,
  RollupPending,
];
