import { InitialSchema1764000000000 } from './0001-initial-schema';
import { NarrativeSearch1764100000000 } from './0002-narrative-search';
import { Rollups1764200000000 } from './0003-rollups';
import { Review1764300000000 } from './0004-review';
import { ImportQueue1764400000000 } from './0005-import-queue';
import { Access1764500000000 } from './0006-access';
import { RereadJobs1764700000000 } from './0008-reread-jobs';
import { ReceivedIndex1764900000000 } from './0010-received-index';
import { YearIndexes1765000000000 } from './0011-year-indexes';
import { WholeRollups1765100000000 } from './0012-whole-rollups';
import { WhoEnded1765200000000 } from './0013-who-ended';
import { AddressOfItems1765300000000 } from './0014-address-of-items';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  InitialSchema1764000000000,
  NarrativeSearch1764100000000,
  Rollups1764200000000,
  Review1764300000000,
  ImportQueue1764400000000,
  Access1764500000000,
  RereadJobs1764700000000,
  ReceivedIndex1764900000000,
  YearIndexes1765000000000,
  WholeRollups1765100000000,
  WhoEnded1765200000000,
  AddressOfItems1765300000000,
];
