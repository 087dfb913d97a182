import { indexText, locateSpan, type SourceSpan, type Span, type TextIndex } from '../domain/source-text';

/** The text of one source, in which spans are looked up; its lines and pages are counted when the first one is. */
export class SourceText {
  private index: TextIndex | undefined;

  constructor(private readonly text: string) {}

  locate(span: Span): SourceSpan {
    this.index ??= indexText(this.text);
    return locateSpan(this.text, this.index, span);
  }
}

/** Gives the text that spans point into, when it is needed. */
export type TextLookup = () => Promise<SourceText>;
