import { InitialSchema1764000000000 } from './0001-initial-schema';

/** Every migration, oldest first. */
export const MIGRATIONS = [InitialSchema1764000000000];
