import { printSubgraphSchema } from '../../src/resolvers/subgraph';
import { makeDiagnosticsPage } from './diagnostics';
import { makeGlossary } from './glossary';
import { makeIndicatorsPage } from './indicators';

export interface GeneratedFile {
  /** Path from the root of the project. */
  readonly file: string;
  /** The whole text of the file, the last line end included. */
  readonly make: () => string;
}

/** Every file that is committed and derives from the sources. */
export const GENERATED: readonly GeneratedFile[] = [
  { file: 'src/schema/subgraph.graphql', make: printSubgraphSchema },
  { file: 'docs/glossary.md', make: makeGlossary },
  { file: 'docs/diagnostics.md', make: makeDiagnosticsPage },
  { file: 'docs/indicators.md', make: makeIndicatorsPage },
];
