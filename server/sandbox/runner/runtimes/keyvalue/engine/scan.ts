import { Arguments } from './arguments.ts';
import { matchesGlob } from './glob.ts';
import { integerOf } from './numbers.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';

const COUNT = 10;

interface Shape {
  /** For SCAN alone, which takes TYPE. */
  typeOf?: (item: string) => string;
  /** What is answered for each; otherwise the item itself. */
  answer?: (item: string) => Reply[];
  /** Small collections come in one go, as from Redis. */
  atOnce?: boolean;
}

/** The page of `items` at a cursor, and the cursor of the next; a cursor is how many items came before, and 0 the end. */
export function scan(cursor: string, options: string[], items: readonly string[], { typeOf, answer, atOnce = false }: Shape): Reply {
  if (!/^\d{1,19}$/.test(cursor)) fail('ERR invalid cursor');
  const words = new Arguments(options);
  let pattern = '*';
  let count = COUNT;
  let type: string | undefined;
  while (words.left > 0) {
    const option = words.option();
    if (words.left === 0) fail(SYNTAX);
    if (option === 'MATCH') pattern = words.next();
    else if (option === 'COUNT') {
      count = integerOf(words.next());
      if (count < 1) fail(SYNTAX);
    } else if (option === 'TYPE' && typeOf) type = words.next().toLowerCase();
    else fail(SYNTAX);
  }
  const from = Number(cursor);
  const to = atOnce ? items.length : Math.min(items.length, from + count);
  const page = items.slice(from, to).filter((item) => matchesGlob(pattern, item) && (type === undefined || typeOf?.(item) === type));
  return [to < items.length ? String(to) : '0', answer ? page.flatMap(answer) : page];
}
