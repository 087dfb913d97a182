const BOUNDARY = '----MultipartBoundary--7fQ';

function quotedPrintable(bytes: Uint8Array): string {
  const encoded = [...bytes].map((byte) =>
    (byte >= 33 && byte <= 126 && byte !== 61) || byte === 10
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  const lines: string[] = [''];
  for (const piece of encoded) {
    if (piece === '\n') lines.push('');
    else if ((lines[lines.length - 1] ?? '').length + piece.length > 75) {
      lines[lines.length - 1] += '=';
      lines.push(piece);
    } else lines[lines.length - 1] += piece;
  }
  return lines.join('\r\n');
}

/** A page as browsers save it in one file, after a picture and before a style sheet. */
export function writeMhtml(
  page: Uint8Array,
  encoding: 'quoted-printable' | 'base64' | '8bit',
  charset: string,
): Buffer {
  const body =
    encoding === 'base64'
      ? Buffer.from(page).toString('base64').replace(/.{76}/g, '$&\r\n')
      : encoding === '8bit'
        ? Buffer.from(page).toString('latin1')
        : quotedPrintable(page);
  const part = (type: string, transfer: string, content: string) =>
    `--${BOUNDARY}\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${transfer}\r\nContent-Location: http://www.example.gov.cn/a\r\n\r\n${content}\r\n`;
  return Buffer.from(
    `From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="${BOUNDARY}"\r\n\r\n\r\n${part('image/png', 'base64', 'iVBORw0KGgo=')}${part(`text/html; charset=${charset}`, encoding, body)}${part('text/css', 'quoted-printable', 'p { color: red }')}--${BOUNDARY}--\r\n`,
    'latin1',
  );
}
