import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { readMoment } from '../domain/moment';

/** More digits than any figure of a report can have; keeps a hostile literal from becoming an expensive number. */
const MAX_DECIMAL_LENGTH = 40;
const DECIMAL = /^(-?)0*(\d+)(?:\.(\d*[1-9])?0*)?$/;

/**
 * The one way to write a decimal: no exponent, no leading or trailing zeros, no negative zero. `007.50` is `7.5`.
 * @param literal - where it stands in a query
 * @throws GraphQLError saying what was wrong with the value.
 */
export function canonicalDecimal(value: unknown, literal?: ValueNode): string {
  const printed = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const match = printed.length <= MAX_DECIMAL_LENGTH ? DECIMAL.exec(printed) : null;
  if (match === null) {
    const shown = JSON.stringify(value)?.slice(0, MAX_DECIMAL_LENGTH) ?? String(value);
    throw new GraphQLError(`Decimal cannot be ${shown}: give a number such as 12 or "0.25", without exponent.`, {
      nodes: literal ?? null,
    });
  }
  const [, sign, whole, fraction] = match;
  const digits = fraction === undefined ? (whole ?? '') : `${whole}.${fraction}`;
  return digits === '0' ? '0' : `${sign}${digits}`;
}

function decimalOfLiteral(node: ValueNode): string {
  if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) {
    return canonicalDecimal(node.value, node);
  }
  throw new GraphQLError('Decimal must be a number or a string that holds one.', { nodes: node });
}

export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'Exact decimal, a JSON string. Money is in yuan: 1811.120268 万元 is "18111202.68".',
  serialize: (value) => canonicalDecimal(value),
  parseValue: (value) => canonicalDecimal(value),
  parseLiteral: decimalOfLiteral,
});

function safeInteger(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new GraphQLError(`SafeInt cannot be ${String(value)}: give an integer between -(2^53-1) and 2^53-1.`);
}

export const SafeInt = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description: 'Exact integer up to 2^53-1, a JSON number (GraphQL Int is 32-bit and national sums are not).',
  serialize: safeInteger,
  parseValue: safeInteger,
  parseLiteral: (node) => safeInteger(node.kind === Kind.INT ? Number(node.value) : undefined),
});

function moment(value: unknown, literal?: ValueNode): Date {
  const read = typeof value === 'string' ? readMoment(value) : null;
  if (read !== null) return read;
  throw new GraphQLError('DateTime must be a string such as "2026-01-31T08:00:00Z": a date, or a time with its zone.', {
    nodes: literal ?? null,
  });
}

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment as ISO 8601 in UTC: "2026-01-31T08:00:00.000Z".',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => moment(value),
  parseLiteral: (node) => moment(node.kind === Kind.STRING ? node.value : undefined, node),
});
