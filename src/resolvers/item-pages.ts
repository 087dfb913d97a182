import type { Page, PageAsk } from '../domain/asking';
import type { ImportItem } from '../domain/importing';
import type { ImportItemStatus } from '../domain/report';
import { badUserInput } from './errors';

export const itemsMatching = (
  items: readonly ImportItem[],
  status: readonly ImportItemStatus[] | null,
): readonly ImportItem[] => (status === null ? items : items.filter((each) => status.includes(each.status)));

const writeCursor = ({ ordinal }: ImportItem): string => Buffer.from(JSON.stringify([ordinal])).toString('base64url');

function readCursor(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  const ordinal = /^\[(\d{1,5})\]$/.exec(text)?.[1];
  if (ordinal === undefined) throw badUserInput('after is no cursor of this list; take endCursor of the page before.');
  return Number(ordinal);
}

/** Cuts a page out of items at hand, in their order in the batch. */
export function pageOfItems(items: readonly ImportItem[], { first, after }: PageAsk): Page<ImportItem> {
  const seen = after === null ? -1 : readCursor(after);
  const rest = items.filter(({ ordinal }) => ordinal > seen);
  const nodes = rest.slice(0, first);
  const [start, end] = [nodes.at(0), nodes.at(-1)];
  return {
    nodes,
    hasNextPage: rest.length > nodes.length,
    hasPreviousPage: rest.length < items.length,
    startCursor: start === undefined ? null : writeCursor(start),
    endCursor: end === undefined ? null : writeCursor(end),
  };
}
