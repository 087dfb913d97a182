import { InitialSchema1764000000000 } from './0001-initial-schema';
import { NarrativeSearch1764100000000 } from './0002-narrative-search';
import { ImportQueue1764500000000 } from './0005-import-queue';

/** Every migration, oldest first. */
export const MIGRATIONS = [InitialSchema1764000000000, NarrativeSearch1764100000000, ImportQueue1764500000000];
