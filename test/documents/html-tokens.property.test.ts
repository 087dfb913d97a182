import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { codesOf } from '../../src/documents/character-codes';
import { readTokens } from '../../src/documents/html-tokens';
import { fc } from '../support/property';

const RAW = ['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext'];

/** What is open at the end of any text is closed by this: a tag that a page ends in is passed over here, and is text in part there. */
const CLOSING = `'">-->]]>${RAW.map((name) => `</${name}>`).join('')}<p>`;

function ownTokens(html: string): readonly string[] {
  const tokens: string[] = [];
  let tag: string[] = [];
  const spelt = (kind: string, start: number, end: number) => `${kind} ${html.slice(start, end)}`;
  readTokens<readonly string[]>(html, codesOf(html), {
    text: (start, end, mayRefer) => {
      if (!mayRefer) expect(html.slice(start, end)).not.toContain('&');
      tokens.push(spelt('text', start, end));
    },
    tagName: (start, end) => {
      tag = [spelt('open', start, end)];
    },
    attribute: (start, end) => tag.push(spelt('attribute', start, end)),
    value: (start, end) => tag.push(spelt('value', start, end)),
    tagEnd: () => tag,
    open: (opened) => {
      tokens.push(...opened, 'opened');
      return RAW.includes(opened[0]?.slice('open '.length).toLowerCase() ?? '');
    },
    close: (start, end) => tokens.push(spelt('close', start, end)),
  });
  return tokens;
}

function theirTokens(html: string): readonly string[] {
  const tokens: string[] = [];
  let value = '';
  const part = (kind: string) => (start: number, end: number) => {
    tokens.push(`${kind} ${html.slice(start, end)}`);
  };
  const opened = () => {
    tokens.push('opened');
  };
  const nothing = () => {};
  const handler: TokenizerCallbacks = {
    ontext: part('text'),
    onopentagname: part('open'),
    onattribname: part('attribute'),
    onattribdata: (start, end) => {
      value += html.slice(start, end);
    },
    onattribend: () => {
      tokens.push(`value ${value}`);
      value = '';
    },
    onopentagend: opened,
    onselfclosingtag: opened,
    onclosetag: part('close'),
    oncdata: nothing,
    oncomment: nothing,
    ondeclaration: nothing,
    onprocessinginstruction: nothing,
    ontextentity: nothing,
    onattribentity: nothing,
    onend: nothing,
  };
  const tokenizer = new Tokenizer({ decodeEntities: false }, handler);
  tokenizer.write(html);
  tokenizer.end();
  return tokens;
}

const piece = fc.oneof(
  fc.constantFrom(...'<>/=!?-"\' \n\t[]&;ap二'),
  fc.constantFrom('<!--', '-->', '--!>', '<!', '<?', '</', '<![CDATA[', ']]>', '<!DOCTYPE html>', '<![if x]>', '< '),
  fc.constantFrom('<p>', '</p>', '<td a=1 b="2" c=\'3\' d>', '<br/>', '<td colspan = "2" / >', '<a\nb\r\n=c', '<P A=>'),
  fc.constantFrom(...RAW.flatMap((name) => [`<${name}>`, `</${name}>`, `</${name.toUpperCase()} x>`, `<${name}`])),
);

test('a page is taken apart as a tokenizer of general use does it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = pieces.join('') + CLOSING;
      expect(ownTokens(html)).toEqual(theirTokens(html));
    }),
    { numRuns: 500 },
  );
});

test('a tag that a page ends in is no text', () => {
  for (const cut of ['<t', '<td', '<td ', '<td a', '<td a=', '<td a="b', '<br /', '</', '</t', '</td x', '<titl']) {
    const tokens = ownTokens(`<p>12${cut}`);
    expect(tokens.slice(0, 3)).toEqual(['open p', 'opened', 'text 12']);
    expect(tokens.filter((token) => token.startsWith('text'))).toEqual(
      cut === '</' ? ['text 12', 'text </'] : ['text 12'],
    );
  }
});
