/** What pdf.js says of a piece of text. */
export interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

export type Matrix = readonly [number, number, number, number, number, number];

export const UPRIGHT: Matrix = [1, 0, 0, 1, 0, 0];
/** Of the characters of a page: what is turned on an upright one are stamps and headings of rows. */
const MOST = 0.7;
/** A text runs along an axis; watermarks run aslant. */
const ALONG = 0.01;

/** How a page is turned, and its size when it stands upright. */
export interface Turn {
  readonly matrix: Matrix;
  readonly width: number;
  readonly height: number;
}

/**
 * How to turn a page so that its text runs from left to right. Programs that print wide tables draw them sideways on a high page and have readers turn it; whether
 * these do is not asked, for what a person reads is the text.
 *
 * @param width of the page as it is drawn, in points
 */
export function turnOf(items: readonly TextItem[], width: number, height: number): Turn {
  const characters = { right: 0, up: 0, down: 0, left: 0 };
  for (const { str, transform } of items) {
    const [a = 0, b = 0, , d = 0] = transform;
    const length = str.trim().length;
    if (Math.abs(b) <= ALONG * Math.abs(a)) characters[a < 0 && d < 0 ? 'left' : 'right'] += length;
    else if (Math.abs(a) <= ALONG * Math.abs(b)) characters[b > 0 ? 'up' : 'down'] += length;
  }
  const { right, up, down, left } = characters;
  const enough = MOST * (right + up + down + left);
  if (up > enough) return { matrix: [0, -1, 1, 0, 0, width], width: height, height: width };
  if (down > enough) return { matrix: [0, 1, -1, 0, height, 0], width: height, height: width };
  if (left > enough) return { matrix: [-1, 0, 0, -1, width, height], width, height };
  return { matrix: UPRIGHT, width, height };
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}
