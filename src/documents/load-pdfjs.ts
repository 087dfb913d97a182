import { inflateSync } from 'node:zlib';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** Loaded first, pdf.js takes it as it is; it has no types. */
const WORKER: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

/** Takes fonts and draws nothing: without a place to hand them to, pdf.js turns every glyph into an outline, at a third of the time of a page. */
class UndrawnFont {
  readonly loaded = Promise.resolve(this);
}

/** What an inflated stream may have at most, bytes; pdf.js inflates a larger one by itself, as far as it needs it. */
const MOST_INFLATED = 64 * 1024 * 1024;

/** In the place of DecompressionStream, as far as pdf.js asks it: inflates at once what would come piece by piece, which takes a tenth of the time of a page. */
class InflatedAtOnce {
  #inflated = new Uint8Array();
  readonly readable = { [Symbol.iterator]: () => [this.#inflated].values() };
  readonly writable = {
    getWriter: () => ({
      ready: Promise.resolve(),
      write: (deflated: Uint8Array) => {
        this.#inflated = inflateSync(deflated, { maxOutputLength: MOST_INFLATED });
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    }),
  };
}

let loaded: Promise<Pdfjs> | null = null;

/** pdf.js, loaded when the first PDF comes. */
export function loadPdfjs(): Promise<Pdfjs> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Pdfjs> {
  const { push } = Array.prototype;
  await import(WORKER);
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // Its polyfill of `push` mends arrays of 2^32 elements, and takes a quarter of the time of a page.
  Array.prototype.push = push;
  Object.assign(globalThis, { FontFace: UndrawnFont, DecompressionStream: InflatedAtOnce });
  return pdfjs;
}

const ROOT = require.resolve('pdfjs-dist/package.json').slice(0, -'package.json'.length);

/** Bytes to a document whose text and lines are wanted: nothing is drawn, no image decoded, nothing run or fetched. */
export function openPdf({ getDocument }: Pdfjs, bytes: Uint8Array): ReturnType<Pdfjs['getDocument']> {
  return getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${ROOT}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${ROOT}standard_fonts/`,
    isEvalSupported: false,
    disableFontFace: false,
    ownerDocument: { fonts: new Set() },
    useSystemFonts: false,
    useWasm: false,
    maxImageSize: 1,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: 0,
  });
}
