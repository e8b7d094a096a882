import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import { learners } from '../database/schema.ts';
import type { Queries } from '../database/open.ts';

const COOKIE = 'groundwork';
const DAY_S = 86_400;
const LIFETIME_S = 400 * DAY_S; // the longest that browsers keep a cookie (RFC 6265bis, section 5.5)
const RENEW_AFTER_S = 30 * DAY_S;
const VALUE = /^([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.(\d{1,12})$/;

/**
 * Who asks. A guest is known by a signed cookie that holds a random id and when it was given; nobody is known before
 * something is sent, and a row in `learners` exists only once something is stored.
 */
export class Guests {
  /** Whom this very request made known: its cookie is in the answer, not in the request. */
  readonly #met = new WeakMap<Request, string>();
  readonly #secret: string;
  readonly #secure: boolean;

  /** @param secure whether learners reach the site by https, so that the cookie never travels without it */
  constructor(secret: string, secure: boolean) {
    this.#secret = secret;
    this.#secure = secure;
  }

  /** The learner's id; undefined without a cookie, and with one that is forged or too old. */
  async find(c: Context): Promise<string | undefined> {
    return this.#met.get(c.req.raw) ?? (await this.#read(c))?.id;
  }

  /** The learner's id, new when there is none; the answer then carries the cookie. Stores nothing. */
  async ensure(c: Context): Promise<string> {
    const met = this.#met.get(c.req.raw);
    if (met !== undefined) return met;
    const known = await this.#read(c);
    if (known && nowInSeconds() - known.givenAt < RENEW_AFTER_S) return known.id;
    const id = known?.id ?? randomUUID();
    this.#met.set(c.req.raw, id);
    await setSignedCookie(c, COOKIE, `${id}.${nowInSeconds()}`, this.#secret, {
      path: '/', httpOnly: true, sameSite: 'Lax', secure: this.#secure, maxAge: LIFETIME_S,
    });
    return id;
  }

  async #read(c: Context): Promise<{ id: string; givenAt: number } | undefined> {
    const value = await getSignedCookie(c, this.#secret, COOKIE);
    const [, id, given] = VALUE.exec(value || '') ?? [];
    if (id === undefined || nowInSeconds() - Number(given) > LIFETIME_S) return undefined;
    return { id, givenAt: Number(given) };
  }
}

/** The learner's id for something that is about to be stored: like `ensure`, with the row it will refer to. */
export async function enrol(guests: Guests, queries: Queries, c: Context): Promise<string> {
  const id = await guests.ensure(c);
  await queries.insert(learners).values({ id }).onConflictDoNothing();
  return id;
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
