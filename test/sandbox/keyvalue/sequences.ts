import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from '../../../server/sandbox/runner/runtimes/keyvalue/inside/cells.ts';
import { Scripts } from '../../../server/sandbox/runner/runtimes/keyvalue/inside/script.ts';
import { wordsOf } from '../../../server/sandbox/runner/runtimes/keyvalue/inside/words.ts';

const FOLDER = join(import.meta.dirname, 'sequences');
const MOST_CHARACTERS = 1_000_000;

/**
 * Commands that are run one after the other, from an empty store. Their file says with a comment what holds for the reply of the next
 * command, when it is not compared as it stands:
 *
 *   #~ any order    an array whose elements may come in any order; `any order of pairs` keeps every two together
 *   #~ shape        random, or a time: only what kind of reply it is
 *
 * `== name` on a line of its own begins a sequence.
 */
export interface Sequence { name: string; lines: { command: string; compared: Comparison }[] }
export type Comparison = 'exactly' | 'any order' | 'any order of pairs' | 'shape';

export function readSequences(): { topic: string; sequences: Sequence[] }[] {
  return readdirSync(FOLDER).toSorted().map((file) => ({ topic: file.replace('.redis', ''), sequences: parse(readFileSync(join(FOLDER, file), 'utf8')) }));
}

function parse(text: string): Sequence[] {
  const sequences: Sequence[] = [];
  let compared: Comparison = 'exactly';
  for (const line of text.split('\n')) {
    if (line.startsWith('== ')) sequences.push({ name: line.slice(3), lines: [] });
    else if (line.startsWith('#~ ')) compared = line.slice(3) as Comparison;
    else if (line.trim() !== '' && !line.startsWith('#')) {
      sequences.at(-1)!.lines.push({ command: line, compared });
      compared = 'exactly';
    }
  }
  return sequences;
}

/** Replies to a line: a number in front repeats. */
export function timesOf(command: string): number {
  return Number(/^(\d+) +[a-z]/i.exec(command)?.[1] ?? 1);
}

const CANNOT_BE_READ = 'Invalid argument(s)';

/** What the commands print in our engine, each reply by itself. Its clock begins now and is moved by commands only. */
export function printedHere(commands: string[], random: () => number = Math.random): string[] {
  const unreadable = (command: string): boolean => wordsOf(command) === undefined;
  return answersTo(commands.map((command) => (unreadable(command) ? `ECHO "${CANNOT_BE_READ}"` : command)), random).map((reply) => (reply === `"${CANNOT_BE_READ}"\n` ? `${CANNOT_BE_READ}\n` : reply));
}

function answersTo(commands: string[], random: () => number): string[] {
  let now = Date.now();
  const replies: string[] = [];
  const scripts = new Scripts({ clock: { now: () => now, sleep: (ms) => void (now += ms) }, random });
  const notices = scripts.run(commands.join('\n'), { line() {}, answer: ({ command, reply }) => void replies.push(printed(command, reply, MOST_CHARACTERS)) });
  if (notices.length > 0) throw new Error(notices.join(' '));
  return replies;
}

const CONTINUES = /^ *(\d+)\) /;

/** Cuts what redis-cli has printed into replies: the first line of an array has the number 1, every other line of it a higher one first. */
export function repliesOf(printed: string): string[] {
  const replies: string[] = [];
  for (const line of printed.split('\n').slice(0, -1)) {
    if (Number(CONTINUES.exec(line)?.[1] ?? 1) > 1) replies.push(`${replies.pop() ?? ''}${line}\n`);
    else replies.push(`${line}\n`);
  }
  return replies;
}

/** A reply with what is not compared taken out of it. */
export function comparable(reply: string, compared: Comparison): string {
  switch (compared) {
    case 'exactly': return reply;
    case 'shape': return reply.replaceAll(/"(?:[^"\\]|\\.)*"/g, '"…"').replaceAll(/-?\d+(?=\n)/g, '…');
    case 'any order': case 'any order of pairs': {
      const items = reply.split('\n').slice(0, -1).map((line) => line.replace(CONTINUES, ''));
      const size = compared === 'any order' ? 1 : 2;
      return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size).join(' ')).toSorted().join('\n');
    }
  }
}
