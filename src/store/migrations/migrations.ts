import { InitialSchema1764000000000 } from './0001-initial-schema';
import { NarrativeSearch1764100000000 } from './0002-narrative-search';
import { Rollups1764200000000 } from './0003-rollups';

/** Every migration, oldest first. */
export const MIGRATIONS = [InitialSchema1764000000000, NarrativeSearch1764100000000, Rollups1764200000000];
