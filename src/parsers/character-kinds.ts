/** Of what kind a character is, by its code: what is asked of every character of a text is not asked of a pattern. */
export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;
