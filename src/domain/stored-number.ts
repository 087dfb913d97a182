/** The largest number the store has for an agency or a revision. */
const MAX_NUMBER = 2 ** 31 - 1;

/** The number of an agency or a revision as ids spell it; null for what can be none. */
export function readStoredNumber(text: string): number | null {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_NUMBER ? Number(text) : null;
}

/** A bigint as the database writes it. @throws Error for one that a JS number does not hold exactly */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is beyond the integers that can be shown exactly`);
  return value;
}
