const WRITTEN = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The moment that a text of ISO 8601 says; a date alone is its first moment, UTC. Null for any other text: a time without its zone would be another moment
 * on another machine, and 2026-02-30 the second of March.
 */
export function readMoment(text: string): Date | null {
  const [, day] = WRITTEN.exec(text) ?? [];
  if (day === undefined || dayOf(day) !== day) return null;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** The day as it is, of one that may not be. */
function dayOf(day: string): string | null {
  const midnight = new Date(day);
  return Number.isNaN(midnight.getTime()) ? null : midnight.toISOString().slice(0, 10);
}
