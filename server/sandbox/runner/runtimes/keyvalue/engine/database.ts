import { fail, WRONG_TYPE } from './reply.ts';
import { Members } from './members.ts';
import { SortedSet } from './sorted-set.ts';
import { Stream } from './stream.ts';

/** A hash: field → value. */
export type Hash = Map<string, string>;
export type List = string[];
export type Value = string | List | Hash | Members | SortedSet | Stream;

interface Entry { value: Value; /** Unix time in ms. */ expiresAt: number | undefined }

/** Whoever has to know that a key has changed: a session that watches it. */
export interface Watcher { changed(): void }

/** One of the numbered databases: keys, what they hold, and when they expire. An expired key is gone for every reader. */
export class Database {
  #entries = new Map<string, Entry>();
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #now: () => number;
  #expiring = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The value at a key, of whatever type. */
  get(key: string): Value | undefined {
    return this.#live(key)?.value;
  }

  string(key: string): string | undefined {
    const value = this.get(key);
    return value === undefined || typeof value === 'string' ? value : fail(WRONG_TYPE);
  }

  list(key: string): List | undefined {
    const value = this.get(key);
    return value === undefined || Array.isArray(value) ? value : fail(WRONG_TYPE);
  }

  hash(key: string): Hash | undefined {
    const value = this.get(key);
    return value === undefined || value instanceof Map ? value : fail(WRONG_TYPE);
  }

  set(key: string): Members | undefined {
    const value = this.get(key);
    return value === undefined || value instanceof Members ? value : fail(WRONG_TYPE);
  }

  sortedSet(key: string): SortedSet | undefined {
    const value = this.get(key);
    return value === undefined || value instanceof SortedSet ? value : fail(WRONG_TYPE);
  }

  stream(key: string): Stream | undefined {
    const value = this.get(key);
    return value === undefined || value instanceof Stream ? value : fail(WRONG_TYPE);
  }

  /** What `found` is, or the empty value that it is made with, stored at the key. */
  make<V extends Value>(key: string, found: V | undefined, empty: () => V): V {
    if (found !== undefined) return found;
    const value = empty();
    this.#entries.set(key, { value, expiresAt: undefined });
    return value;
  }

  /** Puts a value in the place of whatever was there. A time to live ends with what it was for, unless it is to be kept. */
  put(key: string, value: Value, { keepExpiry = false } = {}): void {
    const entry = this.#live(key);
    if (entry && keepExpiry) entry.value = value;
    else {
      if (entry?.expiresAt !== undefined) this.#expiring -= 1;
      this.#entries.set(key, { value, expiresAt: undefined });
    }
    this.touch(key);
  }

  /** Says that the value at a key was changed in place; one that is empty now is removed, as Redis keeps no empty collections. */
  touch(key: string): void {
    const value = this.#entries.get(key)?.value;
    if (value !== undefined && isEmpty(value)) this.#forget(key);
    for (const watcher of this.#watchers.get(key) ?? []) watcher.changed();
  }

  /** Whether there was one. */
  remove(key: string): boolean {
    if (!this.#live(key)) return false;
    this.#forget(key);
    this.touch(key);
    return true;
  }

  expiry(key: string): number | undefined {
    return this.#live(key)?.expiresAt;
  }

  /** `undefined` takes a time to live away; a time that is over removes the key. */
  expire(key: string, at: number | undefined): void {
    const entry = this.#live(key);
    if (!entry) return;
    if (at !== undefined && at <= this.#now()) return void this.remove(key);
    this.#expiring += Number(at !== undefined) - Number(entry.expiresAt !== undefined);
    entry.expiresAt = at;
    this.touch(key);
  }

  /** All keys, in the order in which they were made. */
  keys(): string[] {
    this.#removeExpired();
    return [...this.#entries.keys()];
  }

  get size(): number {
    this.#removeExpired();
    return this.#entries.size;
  }

  get expiring(): number {
    this.#removeExpired();
    return this.#expiring;
  }

  clear(): void {
    const keys = this.keys();
    this.#entries.clear();
    this.#expiring = 0;
    for (const key of keys) this.touch(key);
  }

  /** Takes the other's place, and it this one's. */
  swap(other: Database): void {
    const keys = new Set([...this.keys(), ...other.keys()]);
    [this.#entries, other.#entries] = [other.#entries, this.#entries];
    [this.#expiring, other.#expiring] = [other.#expiring, this.#expiring];
    for (const key of keys) {
      this.touch(key);
      other.touch(key);
    }
  }

  watch(key: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(watcher));
  }

  unwatch(key: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(key);
    if (watchers?.delete(watcher) && watchers.size === 0) this.#watchers.delete(key);
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expiresAt === undefined || entry.expiresAt > this.#now()) return entry;
    this.#forget(key);
    return undefined;
  }

  #forget(key: string): void {
    if (this.#entries.get(key)?.expiresAt !== undefined) this.#expiring -= 1;
    this.#entries.delete(key);
  }

  #removeExpired(): void {
    if (this.#expiring === 0) return;
    for (const key of this.#entries.keys()) this.#live(key);
  }
}

function isEmpty(value: Value): boolean {
  if (typeof value === 'string' || value instanceof Stream) return false;
  return Array.isArray(value) ? value.length === 0 : value.size === 0;
}
