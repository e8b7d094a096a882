/** A few lines to fill in: `body` as Monaco writes snippets, `${1:name}` being the first place to fill. */
export interface Shape { name: string; does: string; body: string }

/** What a language offers while one types. */
export interface Words { words: string; shapes: Shape[] }

interface Place {
  code: string;
  /** The line up to the word that is being typed. */
  before: string;
  typing: string;
}

const IDENTIFIER = /\$?[\p{L}_][\p{L}\p{N}_]{2,}/gu;
const AFTER_MEMBER = /(?:\.|->|::)$/;

/** What to offer at a place: after a dot or an arrow only what the code itself has written before. */
export function wordsOf({ words, shapes }: Words, { code, before, typing }: Place): { known: string[]; written: string[]; shapes: Shape[] } {
  const known = words.trim().split(/\s+/);
  const written = new Set(code.match(IDENTIFIER));
  for (const each of [...known, typing]) written.delete(each);
  return AFTER_MEMBER.test(before) ? { known: [], written: [...written], shapes: [] } : { known, written: [...written], shapes: before.trim() === '' ? shapes : [] };
}
