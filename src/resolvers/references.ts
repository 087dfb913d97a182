/** How a gateway finds entities by their keys. Batched by the loaders; null for ids that are unknown, malformed or not visible to the asker. */
import type { Region } from '../domain/region';
import type { Agency, AnnualReport, ApplicationStats, ReviewLitigation } from '../domain/report';
import { regionByCode } from '../gazetteer/regions';
import type { RequestContext } from './context';
import { readAgencyId, readPartId, readReportId } from './ids';

/** The key fields of an entity as a gateway sent them: anything at all. */
type Reference = Readonly<Record<string, unknown>>;

function findRegion({ code }: Reference): Region | null {
  const region = regionByCode(String(code));
  // A copy: federation writes __typename on what it is given, and the gazetteer is everybody's.
  return region === undefined ? null : { ...region };
}

async function findAgency({ id }: Reference, { loaders }: RequestContext): Promise<Agency | null> {
  const agencyId = readAgencyId(String(id));
  return agencyId === null ? null : loaders.agency(agencyId);
}

async function findReport({ id }: Reference, { loaders }: RequestContext): Promise<AnnualReport | null> {
  const reference = readReportId(String(id));
  return reference === null ? null : loaders.report(reference);
}

async function findApplicationStats({ id }: Reference, { loaders }: RequestContext): Promise<ApplicationStats | null> {
  const asked = readPartId(String(id));
  const report = asked && (await loaders.report(asked.report));
  if (!report) return null;
  return (await loaders.applicationStats(report)).find(({ applicant }) => applicant === asked.part) ?? null;
}

async function findReviewLitigation({ id }: Reference, { loaders }: RequestContext): Promise<ReviewLitigation | null> {
  const asked = readPartId(String(id));
  const report = asked && (await loaders.report(asked.report));
  if (!report) return null;
  return (await loaders.reviewLitigation(report)).find(({ track }) => track === asked.part) ?? null;
}

export const REFERENCES = {
  Region: findRegion,
  Agency: findAgency,
  AnnualReport: findReport,
  ApplicationStats: findApplicationStats,
  ReviewLitigation: findReviewLitigation,
};
