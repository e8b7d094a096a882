import { apply, NativeError, NativeTypeError, stringOf } from './primordials.ts';
import { type Format, PRINTED, printFields } from './printed.ts';
import { timerGlobals } from './timers.ts';

// https://dom.spec.whatwg.org/: events without a tree, and aborting; https://webidl.spec.whatwg.org/#idl-DOMException.

const CODES: Record<string, number> = {
  IndexSizeError: 1, NotFoundError: 8, NotSupportedError: 9, InvalidStateError: 11, SyntaxError: 12, InvalidAccessError: 15, NetworkError: 19, AbortError: 20,
  QuotaExceededError: 22, TimeoutError: 23, DataCloneError: 25, InvalidCharacterError: 5,
};

export class DOMException extends NativeError {
  readonly code: number;
  constructor(message: unknown = '', name: unknown = 'Error') {
    super(stringOf(message));
    const title = stringOf(name);
    Object.defineProperty(this, 'name', { value: title, configurable: true });
    this.code = CODES[title] ?? 0;
    Object.defineProperty(this, 'code', { enumerable: false });
  }
}

export class Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly timeStamp = Date.now();
  target: EventTarget | null = null;
  currentTarget: EventTarget | null = null;
  #prevented = false;
  #stopped = false;
  constructor(type: unknown, init: { bubbles?: boolean; cancelable?: boolean } = {}) {
    this.type = stringOf(type);
    this.bubbles = !!init.bubbles;
    this.cancelable = !!init.cancelable;
  }
  get defaultPrevented(): boolean { return this.#prevented; }
  preventDefault(): void { if (this.cancelable) this.#prevented = true; }
  stopPropagation(): void {}
  stopImmediatePropagation(): void { this.#stopped = true; }
  static isStopped(event: Event): boolean { return event.#stopped; }
}
const { isStopped } = Event;
Reflect.deleteProperty(Event, 'isStopped');

export class CustomEvent<T = unknown> extends Event {
  readonly detail: T | null;
  constructor(type: unknown, init: { bubbles?: boolean; cancelable?: boolean; detail?: T } = {}) {
    super(type, init);
    this.detail = init.detail ?? null;
  }
}

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };
interface Registration { type: string; listener: Listener; once: boolean }

export class EventTarget {
  #listeners: Registration[] = [];
  addEventListener(type: unknown, listener: Listener | null, options: boolean | { once?: boolean; signal?: AbortSignal } = {}): void {
    if (!listener) return;
    const settings = typeof options === 'object' ? options : {};
    if (settings.signal?.aborted) return;
    const name = stringOf(type);
    if (this.#listeners.some((entry) => entry.type === name && entry.listener === listener)) return;
    this.#listeners.push({ type: name, listener, once: !!settings.once });
    settings.signal?.addEventListener('abort', () => this.removeEventListener(name, listener));
  }
  removeEventListener(type: unknown, listener: Listener | null): void {
    this.#listeners = this.#listeners.filter((entry) => entry.type !== stringOf(type) || entry.listener !== listener);
  }
  dispatchEvent(event: Event): boolean {
    event.target = this;
    event.currentTarget = this;
    const handler = (this as unknown as Record<string, unknown>)[`on${event.type}`];
    if (typeof handler === 'function') apply(handler as (event: Event) => void, this, [event]);
    for (const entry of this.#listeners.filter(({ type }) => type === event.type)) {
      if (isStopped(event)) break;
      if (entry.once) this.removeEventListener(entry.type, entry.listener);
      if (typeof entry.listener === 'function') apply(entry.listener, this, [event]);
      else entry.listener.handleEvent(event);
    }
    event.currentTarget = null;
    return !event.defaultPrevented;
  }
}

const KEY = {};

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown = undefined;
  onabort: ((event: Event) => void) | null = null;
  constructor(key?: unknown) {
    super();
    if (key !== KEY) throw new NativeTypeError('Illegal constructor');
  }
  get aborted(): boolean { return this.#aborted; }
  [PRINTED](_left: number | null, format: Format): unknown { return printFields(this, 'AbortSignal', format, () => ({ aborted: this.#aborted })); }
  get reason(): unknown { return this.#reason; }
  throwIfAborted(): void { if (this.#aborted) throw this.#reason; }
  static trigger(signal: AbortSignal, reason: unknown): void {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
    signal.dispatchEvent(new Event('abort'));
  }
  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(KEY);
    trigger(signal, reason);
    return signal;
  }
  static timeout(ms: number): AbortSignal {
    const signal = new AbortSignal(KEY);
    timerGlobals.setTimeout(() => trigger(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms);
    return signal;
  }
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const joined = new AbortSignal(KEY);
    for (const signal of signals) {
      if (signal.aborted) trigger(joined, signal.reason);
      else signal.addEventListener('abort', () => trigger(joined, signal.reason));
    }
    return joined;
  }
}
const { trigger } = AbortSignal;
Reflect.deleteProperty(AbortSignal, 'trigger');

export class AbortController {
  readonly signal = new AbortSignal(KEY);
  abort(reason?: unknown): void { trigger(this.signal, reason); }
}
