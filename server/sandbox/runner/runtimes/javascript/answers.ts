import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { randomText } from '../../randomness.ts';

/** Longer texts are refused: nothing that a lesson does needs them, and the runner's own time is not the learner's. */
const URL_CHARACTERS = 100_000;
const URL_SETTERS = ['href', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const;
const HASHES: Record<string, string> = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

/**
 * What an isolate may ask the runner: text in, text out, nothing kept. Bytes travel as characters 0 to 255. These are the
 * things that only the real platform has: a clock, randomness, Node's URL parser and its digests.
 */
export function answer(question: string, first = '', second = '', third = ''): string {
  switch (question) {
    case 'random': return randomText(first);
    case 'uuid': return randomUUID();
    case 'url': return urlText(() => new URL(bounded(first)));
    case 'url-with-base': return urlText(() => new URL(bounded(first), bounded(second)));
    case 'percent-decode': return percentDecode(first);
    case 'digest': return createHash(hashName(first)).update(second, 'latin1').digest().toString('latin1');
    case 'hmac': return createHmac(hashName(first), Buffer.from(second, 'latin1')).update(third, 'latin1').digest().toString('latin1');
    case 'same': return timingSafe(first, second) ? 'yes' : '';
  }
  const setter = URL_SETTERS.find((name) => question === `url-${name}`);
  if (!setter) throw new Error('There is no answer to that.');
  return urlText(() => {
    const url = new URL(bounded(first));
    url[setter] = bounded(second);
    return url;
  });
}

function bounded(text: string): string {
  if (text.length > URL_CHARACTERS) throw new RangeError('The URL is too long.');
  return text;
}

/** The parts of a URL as JSON; empty when it is none. */
function urlText(make: () => URL): string {
  try {
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = make();
    return JSON.stringify({ href, origin, protocol, username, password, host, hostname, port, pathname, search, hash });
  } catch {
    return '';
  }
}

/** As application/x-www-form-urlencoded wants it: bad sequences stay, bytes are UTF-8. */
function percentDecode(text: string): string {
  const bytes = Buffer.from(text);
  const out: number[] = [];
  for (let index = 0; index < bytes.length; index += 1) {
    const hex = bytes[index] === 37 ? bytes.subarray(index + 1, index + 3).toString('latin1') : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      out.push(Number.parseInt(hex, 16));
      index += 2;
    } else {
      out.push(bytes[index]!);
    }
  }
  return Buffer.from(out).toString('utf8');
}

function hashName(name: string): string {
  const found = HASHES[name.toUpperCase()];
  if (!found) throw new Error(`${name} is not a digest that is available here.`);
  return found;
}

function timingSafe(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one, 'latin1'), Buffer.from(other, 'latin1'));
}
