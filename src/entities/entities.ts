import { Agency } from './agency';
import { AnnualReport } from './annual-report';
import { ApplicationStats } from './application-stats';
import { ImportItem } from './import-item';
import { ImportJob } from './import-job';
import { ImportPending } from './import-pending';
import { ImportUpload, ImportUploadPart } from './import-upload';
import { ImportWorker } from './import-worker';
import { NarrativeSection } from './narrative-section';
import { ProactiveDisclosure } from './proactive-disclosure';
import { ReportDetail } from './report-detail';
import { ReportDiagnostic } from './report-diagnostic';
import { ReviewLitigation } from './review-litigation';
import { SourceDocument } from './source-document';

/** Every table of the hub. */
export const ENTITIES = [
  Agency,
  SourceDocument,
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
];
