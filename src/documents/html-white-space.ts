/** What the HTML standard calls ASCII whitespace: what parts attributes, and collapses where a page is shown. */
export const isAsciiWhitespace = (code: number): boolean =>
  code <= 0x20 && (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0c || code === 0x0d);
