/** White space by any measure, but for the rarest. Most of what is looked at is a Chinese character, past nearly all of these. */
const isBlank = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  (code >= 0xa0 &&
    (code > 0x3000
      ? code === 0xfeff
      : code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f));

/** What fills no cell: blanks, and characters that join or part others and have no width. */
export const fillsNoCell = (code: number): boolean =>
  isBlank(code) || (code >= 0x200b && code <= 0x200d) || code === 0x2060;

/** White space as regular expressions have it. */
export const isWhite = (code: number): boolean =>
  isBlank(code) || (code >= 0x2028 && code <= 0x2029) || code === 0x1680;
