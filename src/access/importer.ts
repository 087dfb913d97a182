import type { Importer } from '../domain/importing';
import type { Viewer } from './viewer';

/** To be called of askers who have been let in: they have a name. */
export const importerOf = ({ actor, regions }: Viewer): Importer => ({ actor: actor ?? '', regions });

/** Jobs hold reports of any region: who is bound to some sees their own. Null for the jobs of everybody. */
export const whoseJobs = ({ actor, regions }: Viewer): string | null => (regions === null ? null : actor);
