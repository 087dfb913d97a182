/** First line of every generated page. */
export const GENERATED_NOTE = '<!-- Made by `npm run generate` from the sources; changes here are lost. -->';

/** A Markdown table; bars in cells are escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A page of blocks with an empty line between two. */
export function page(...blocks: readonly string[]): string {
  return `${[GENERATED_NOTE, ...blocks].join('\n\n')}\n`;
}
