export const ADMIN_LEVELS = ['NATIONAL', 'PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP'] as const;
export type AdminLevel = (typeof ADMIN_LEVELS)[number];

/** A division of GB/T 2260. */
export interface Region {
  /** Six digits; 370102 lies in 370100 lies in 370000. */
  readonly code: string;
  /** 历下区 */
  readonly name: string;
  /** With every ancestor: 山东省济南市历下区. */
  readonly fullName: string;
  readonly level: AdminLevel;
  readonly parentCode: string | null;
}

/** Whether a text is written as codes of GB/T 2260 are. */
export const isRegionCode = (text: string): boolean => /^\d{6}$/.test(text);

/** The range of codes that lie within a region, itself included: `from <= code && code < before`. */
export function codeRange(code: string): { readonly from: string; readonly before: string } {
  const significant = code.endsWith('0000') ? 2 : code.endsWith('00') ? 4 : 6;
  const prefix = code.slice(0, significant);
  return {
    from: code,
    before: String(Number(prefix) + 1)
      .padStart(significant, '0')
      .padEnd(6, '0'),
  };
}

/** Whether a code is that of a region or of one below it. */
export function liesWithin(region: string, code: string): boolean {
  const { from, before } = codeRange(region);
  return from <= code && code < before;
}

/** Whether a code is within the regions that somebody is bound to: any code for who is bound to none (null), and no unknown one (null) for who is. */
export function withinBounds(regions: readonly string[] | null, code: string | null): boolean {
  return regions === null || (code !== null && regions.some((region) => liesWithin(region, code)));
}
