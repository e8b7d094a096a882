import type { Commands } from './command.ts';
import { absentCommands } from './absent.ts';
import { bits } from './bits.ts';
import { estimating } from './estimating.ts';
import { hashes } from './hashes.ts';
import { keys } from './keys.ts';
import { lists } from './lists.ts';
import { places } from './places.ts';
import { publishing } from './publishing.ts';
import { server } from './server.ts';
import { sets } from './sets.ts';
import { sortedCombining } from './sorted-combining.ts';
import { sortedRanges } from './sorted-ranges.ts';
import { sortedSets } from './sorted-sets.ts';
import { streamGroups } from './stream-groups.ts';
import { streamInformation } from './stream-information.ts';
import { streamPending } from './stream-pending.ts';
import { streamReading } from './stream-reading.ts';
import { streams } from './streams.ts';
import { strings } from './strings.ts';
import { transactions } from './transactions.ts';

const known: Commands = {
  ...strings, ...bits, ...keys, ...hashes, ...lists, ...sets, ...sortedSets, ...sortedRanges, ...sortedCombining, ...places,
  ...streams, ...streamReading, ...streamGroups, ...streamPending, ...streamInformation, ...estimating, ...transactions, ...publishing, ...server,
};

/** All there are, by names in lower case. */
export const commands: Commands = {
  ...absentCommands, ...known,
  command: { arity: -1, run: () => Object.keys(known).length, subcommands: { count: { arity: 2, run: () => Object.keys(known).length } } },
};
