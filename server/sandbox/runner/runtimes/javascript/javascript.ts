import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import { Isolate, type Snapshot } from '../../isolate.ts';
import type { Listener, Runtime } from '../../runtime.ts';
import { Databases, hasRedis, type Sources } from './databases.ts';
import { moduleFiles } from './imports.ts';
import { openRealm, type Realm } from './realm.ts';
import { Run } from './run.ts';
import type { Source } from './source.ts';

const DEFAULT_MEMORY_MB = 64;

/**
 * Which snapshot a program needs: `pure` is JavaScript alone, `lean` adds console, process, timers and other everyday things,
 * `web` adds Request, crypto, Hono and what belongs to them. The larger, the longer it takes to open: 1.3, 2.0, 3.0 ms here.
 */
type Kind = 'pure' | 'lean' | 'web';

/** Code that names anything of the web, or could reach it under another name. */
const NAMES_THE_WEB = /\b(?:Headers|Request|Response|FormData|Blob|File|ReadableStream|Abort(?:Controller|Signal)|Event(?:Target)?|CustomEvent|DOMException|crypto|CryptoKey|hono|globalThis|global|eval|Function|constructor)\b|\\u/;
/** What `lean` has beyond the language. */
const NAMES_THE_EVERYDAY = /\b(?:console|process|performance|structuredClone|TextEncoder|TextDecoder|atob|btoa|URL|URLSearchParams|fetch|queueMicrotask|(?:set|clear)(?:Timeout|Interval|Immediate)|import)\b/;

interface Instance { kind: Kind; memoryMb: number; isolate: Isolate; realm: Realm }

/** JavaScript: every run in a fresh isolate, made from a snapshot ahead of time. */
export class JavaScript implements Runtime {
  readonly #snapshots: Record<Kind, Snapshot>;
  readonly #ahead = new Map<Kind, Instance>();
  /** Runs that are over, whose isolates are to be freed when nobody waits for that. */
  #over: Run[] = [];
  readonly #toJavaScript: (code: string, fileName: string) => Source;
  readonly #databases: Sources;
  #running: Run | undefined;
  #lastKind: Kind = 'pure';
  #lastHadRedis = false;

  /**
   * `toJavaScript` turns a source file into what V8 takes; it throws a ProgramError's parts as a SourceProblem. `databases` gives
   * a program the ones that it has.
   */
  constructor(snapshots: Record<Kind, Snapshot>, toJavaScript: (code: string, fileName: string) => Source, databases: Sources) {
    this.#snapshots = snapshots;
    this.#toJavaScript = toJavaScript;
    this.#databases = databases;
  }

  async prepare(): Promise<void> {
    for (const run of this.#over) run.dispose();
    this.#over = [];
    this.#prepared(this.#lastKind, DEFAULT_MEMORY_MB);
    if (this.#lastHadRedis) await this.#databases.prepareRedis();
  }

  async observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const kind = kindOf(request);
    this.#lastKind = kind;
    this.#lastHadRedis = hasRedis(request);
    const make = (): { isolate: Isolate; realm: Realm } => {
      const instance = this.#prepared(kind, request.limits.memoryMb);
      this.#ahead.delete(kind);
      return instance;
    };
    const databases = Databases.of(request, this.#databases);
    const error = await databases?.open(0);
    const run = new Run({ make, request, listener, deadline: begin(), toJavaScript: this.#toJavaScript, databases });
    this.#running = run;
    try {
      return error ? { stop: { reason: 'not-loaded', error } } : await run.observe();
    } finally {
      this.#running = undefined;
      this.#over.push(run);
      databases?.dispose();
    }
  }

  stop(): void {
    this.#running?.dispose();
  }

  drop(): void {
    for (const { isolate } of this.#ahead.values()) isolate.dispose();
    this.#ahead.clear();
  }

  #prepared(kind: Kind, memoryMb: number): Instance {
    const ahead = this.#ahead.get(kind);
    if (ahead?.memoryMb === memoryMb) return ahead;
    ahead?.isolate.dispose();
    const isolate = new Isolate({ snapshot: this.#snapshots[kind], memoryMb });
    const instance = { kind, memoryMb, isolate, realm: openRealm(isolate) };
    this.#ahead.set(kind, instance);
    return instance;
  }
}

function kindOf(request: RunnerRequest): Kind {
  if (request.inputs.some((input) => input.kind === 'http')) return 'web';
  let kind: Kind = request.inputs.some((input) => input.kind === 'program' || ('data' in input && input.data)) ? 'lean' : 'pure';
  for (const code of moduleFiles(request).values()) {
    if (NAMES_THE_WEB.test(code)) return 'web';
    if (NAMES_THE_EVERYDAY.test(code)) kind = 'lean';
  }
  return kind;
}
