import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setSignedCookie } from 'hono/cookie';
import { learners } from '../database/schema.ts';
import type { Queries } from '../database/open.ts';
import type { Allowances, Asker } from '../runs/allowances.ts';
import { addressOf } from './address.ts';

const COOKIE = 'groundwork';
const DAY_S = 86_400;
const LIFETIME_S = 400 * DAY_S; // the longest that browsers keep a cookie (RFC 6265bis, section 5.5)
const RENEW_AFTER_S = 30 * DAY_S;
const VALUE = /^([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.(\d{1,12})$/;
const ALIAS_DIGITS = 12; // 48 bits: enough to follow one learner through the logs

interface Known { id: string; givenAt: number }

/**
 * Who asks. A guest is known by a signed cookie that holds a random id and when it was given; nobody is known before
 * something is sent, and a row in `learners` exists only once something is stored.
 */
export class Guests {
  /** Whom this very request made known: its cookie is in the answer, not in the request. */
  readonly #met = new WeakMap<Request, string>();
  readonly #read = new WeakMap<Request, Promise<Known | undefined>>();
  readonly #secret: string;
  readonly #publicUrl: string | undefined;
  readonly #allowances: Allowances;

  /** @param publicUrl the address learners use, behind a proxy; with https the cookie never travels without it */
  constructor(secret: string, publicUrl: string | undefined, allowances: Allowances) {
    this.#secret = secret;
    this.#publicUrl = publicUrl;
    this.#allowances = allowances;
  }

  /** The learner's id; undefined without a cookie, and with one that is forged or too old. */
  async find(c: Context): Promise<string | undefined> {
    return this.#met.get(c.req.raw) ?? (await this.#known(c))?.id;
  }

  /** Whom to count what is asked for. */
  async askerOf(c: Context): Promise<Asker> {
    return { learner: await this.find(c), address: addressOf(c, this.#publicUrl !== undefined) };
  }

  /**
   * The learner's id, new when there is none; the answer then carries the cookie. Stores nothing.
   * @throws TooManyRequests when too many new ones came from one address
   */
  async ensure(c: Context): Promise<string> {
    const met = this.#met.get(c.req.raw);
    if (met !== undefined) return met;
    const known = await this.#known(c);
    if (known && nowInSeconds() - known.givenAt < RENEW_AFTER_S) return known.id;
    if (!known) this.#allowances.newcomer((await this.askerOf(c)).address);
    const id = known?.id ?? randomUUID();
    this.#met.set(c.req.raw, id);
    await setSignedCookie(c, COOKIE, `${id}.${nowInSeconds()}`, this.#secret, {
      path: '/', httpOnly: true, sameSite: 'Lax', secure: this.#publicUrl?.startsWith('https:') ?? false, maxAge: LIFETIME_S,
    });
    return id;
  }

  /** Like `ensure`, for something that is about to be stored, and counted. @throws TooManyRequests */
  async admit(c: Context): Promise<string> {
    this.#allowances.write(await this.askerOf(c));
    return this.ensure(c);
  }

  /** A name for logs: the same learner always has the same one, and the cookie cannot be told from it. */
  async alias(c: Context): Promise<string | undefined> {
    const id = await this.find(c);
    return id && createHmac('sha256', this.#secret).update(`log ${id}`).digest('hex').slice(0, ALIAS_DIGITS);
  }

  /** Once per request: several parts of an answer ask. */
  #known(c: Context): Promise<Known | undefined> {
    const read = this.#read.get(c.req.raw) ?? this.#readCookie(c);
    this.#read.set(c.req.raw, read);
    return read;
  }

  async #readCookie(c: Context): Promise<Known | undefined> {
    const [, id, given] = VALUE.exec(this.#unsigned(getCookie(c, COOKIE) ?? '')) ?? [];
    if (id === undefined || nowInSeconds() - Number(given) > LIFETIME_S) return undefined;
    return { id, givenAt: Number(given) };
  }

  /**
   * What setSignedCookie signed (HMAC with SHA-256, in base64, after the last dot); empty when the signature is another. Hono's own
   * getSignedCookie asks WebCrypto, whose way through the thread pool costs 0.3 ms on every request, thirty times this.
   */
  #unsigned(cookie: string): string {
    const dot = cookie.lastIndexOf('.');
    if (dot < 1) return '';
    const value = cookie.slice(0, dot);
    const expected = createHmac('sha256', this.#secret).update(value).digest();
    const signature = Buffer.from(cookie.slice(dot + 1), 'base64');
    return signature.length === expected.length && timingSafeEqual(signature, expected) ? value : '';
  }
}

/** The learner's id for something that is about to be stored: like `ensure`, counted, and with the row it will refer to. */
export async function enrol(guests: Guests, queries: Queries, c: Context): Promise<string> {
  const id = await guests.admit(c);
  await queries.insert(learners).values({ id }).onConflictDoNothing();
  return id;
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
