/** 全 of 全市 and 全县, and not that of 万全区, 天全县, 安全 and 全州县; the source of a regular expression. */
export const WHOLE = '(?<![万天安])全(?!州县)';
