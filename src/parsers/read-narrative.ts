import { type Diagnostic, diagnose } from '../domain/diagnostic';
import type { NarrativeSection } from '../domain/report-draft';
import { SECTION_HEADINGS } from '../domain/statutory-form';
import type { Section } from './split-sections';

/** Sections that are prose: one, five and six. Two to four are the tables, and what is said around them. */
const NARRATIVE_ORDINALS: readonly number[] = [1, 5, 6];

/** The narrative sections with their headings; a section that is not there is said to be missing. */
export function readNarrative(
  text: string,
  sections: readonly Section[],
  diagnostics: Diagnostic[],
): readonly NarrativeSection[] {
  const narrative = sections
    .filter((section) => NARRATIVE_ORDINALS.includes(section.ordinal))
    .map(({ ordinal, heading, body }) => ({
      ordinal,
      heading: text.slice(heading.start, heading.end),
      text: text.slice(body.start, body.end),
      span: body,
    }));
  for (const { ordinal, zh } of SECTION_HEADINGS) {
    if (NARRATIVE_ORDINALS.includes(ordinal) && !narrative.some((section) => section.ordinal === ordinal)) {
      diagnostics.push(diagnose('SECTION_MISSING', { expected: zh }));
    }
  }
  return narrative;
}
