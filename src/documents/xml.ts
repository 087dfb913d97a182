import { Parser } from 'htmlparser2';
import { Unreadable } from './unreadable';

/** Attributes by their names as written, prefix included. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** Hears the elements of an XML part by their local names: prefixes are a matter of taste, and writers differ in it. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text?(text: string): void;
}

const DEEPEST = 1000;

/** Reads an XML part. Entities that a document defines are not expanded. @throws Unreadable when it nests deeper than any office document */
export function readXml(bytes: Uint8Array, handler: XmlHandler): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > DEEPEST) throw new Unreadable('LIMIT_EXCEEDED', 'nests its elements deeper than any document.');
        handler.open(localName(name), attributes);
      },
      onclosetag: (name) => {
        depth--;
        handler.close(localName(name));
      },
      ontext: (text) => handler.text?.(text),
    },
    { xmlMode: true },
  );
  parser.end(decodeXml(bytes));
}

/** An attribute by its local name. */
export function attributeOf(attributes: XmlAttributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  for (const [key, value] of Object.entries(attributes)) if (localName(key) === name) return value;
  return undefined;
}

/** Whether a switch is on: there without a value, or with any but these. */
export function isOn(attributes: XmlAttributes): boolean {
  return !['0', 'false', 'off', 'none'].includes(attributeOf(attributes, 'val') ?? '');
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Office parts are UTF-8, or UTF-16 with a mark (ECMA-376, part 2). */
function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
