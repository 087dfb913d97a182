import { setTimeout as wait } from 'node:timers/promises';
import { type HubClient, HubError } from './hub-client';

/** How far a job is. */
export interface JobState {
  readonly id: string;
  readonly finished: boolean;
  readonly cancelledAt: string | null;
  readonly total: number;
  readonly done: number;
  readonly counts: { readonly running: number };
}

export const JOB_FIELDS = 'id finished cancelledAt total done counts { running }';

/** Twice a second, and sooner at first: a small job is done before a person has looked up. */
const POLLS_MS = [50, 100, 200, 300] as const;
const POLL_MS = 500;

/**
 * Looks at a job until it is finished.
 * @param heard - of each look
 * @throws HubError when there is no such job, or no more
 */
export async function followJob(hub: HubClient, id: string, heard: (job: JobState) => void): Promise<JobState> {
  const query = `query ($id: ID!) { importJob(id: $id) { ${JOB_FIELDS} } }`;
  for (let look = 0; ; look += 1) {
    const { importJob } = await hub.ask<{ readonly importJob: JobState | null }>(query, { id });
    if (importJob === null) throw new HubError(`There is no import job ${id}.`);
    heard(importJob);
    if (importJob.finished) return importJob;
    await wait(POLLS_MS[look] ?? POLL_MS);
  }
}

interface ItemsPage<Item> {
  readonly importJob: {
    readonly items: {
      readonly nodes: readonly Item[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

/**
 * The items of a job in their order, a page after the other.
 * @param fields - of ImportItem
 * @param status - only of these; all unless said
 */
export async function* itemsOfJob<Item>(
  hub: HubClient,
  id: string,
  fields: string,
  status: readonly string[] | null = null,
): AsyncGenerator<Item> {
  const query = `query ($id: ID!, $status: [ImportItemStatus!], $after: String) {
    importJob(id: $id) { items(status: $status, first: 100, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }
  }`;
  for (let after: string | null = null; ; ) {
    const { importJob }: ItemsPage<Item> = await hub.ask<ItemsPage<Item>>(query, { id, status, after });
    if (importJob === null) throw new HubError(`There is no import job ${id}.`);
    yield* importJob.items.nodes;
    if (!importJob.items.pageInfo.hasNextPage) return;
    after = importJob.items.pageInfo.endCursor;
  }
}
