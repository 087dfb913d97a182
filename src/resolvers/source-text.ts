import { lineStarts, locateSpan, type SourceSpan, type Span } from '../domain/source-text';

/** The text of one source, in which spans are looked up; its lines are counted when the first one is. */
export class SourceText {
  private starts: readonly number[] | undefined;

  constructor(private readonly text: string) {}

  locate(span: Span): SourceSpan {
    this.starts ??= lineStarts(this.text);
    return locateSpan(this.text, this.starts, span);
  }
}

/** Gives the text that spans point into, when it is needed. */
export type TextLookup = () => Promise<SourceText>;
