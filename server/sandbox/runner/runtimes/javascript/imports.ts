import type { ProgramError } from '../../../../contract/observation.ts';
import type { RunnerRequest } from '../../../messages.ts';
import { evaluateNow, Isolate, type Module } from '../../isolate.ts';
import type { Realm } from './realm.ts';

/** An import of something that is not there; what the learner reads. */
export class ModuleNotAvailable extends Error {
  readonly problem: ProgramError;
  constructor(problem: ProgramError) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What inside/modules.ts offers: the packages, with the names each exports. */
let catalogue: ReadonlyMap<string, readonly string[]> = new Map();

/** Told once, when the runner starts. */
export function offer(packages: ReadonlyMap<string, readonly string[]>): void {
  catalogue = packages;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Finds what learner code may import: its own files, Hono, and a module that explains itself for everything else. */
export class Imports {
  readonly #isolate: Isolate;
  readonly #realm: Realm;
  readonly #files: ReadonlyMap<string, string>;
  readonly #modules = new Map<string, Module>();
  readonly #main: string;
  readonly #databases: ReadonlySet<string>;

  /** `files` are the learner's own, ready to be compiled, by name; `databases` are there to be imported, of those that can be. */
  constructor(isolate: Isolate, realm: Realm, files: ReadonlyMap<string, string>, main: string, databases: ReadonlySet<string>) {
    this.#isolate = isolate;
    this.#realm = realm;
    this.#files = files;
    this.#main = main;
    this.#databases = databases;
  }

  /** The module that `importer` means by a specifier. Throws ModuleNotAvailable or a SyntaxError. */
  resolve(specifier: string): Module {
    const known = this.#modules.get(specifier);
    if (known) return known;
    const module = this.#file(specifier) ?? this.#package(specifier);
    if (!module) throw new ModuleNotAvailable(this.#explain(specifier));
    this.#modules.set(specifier, module);
    return module;
  }

  main(): Module {
    return this.resolve(`./${this.#main}`);
  }

  #file(specifier: string): Module | undefined {
    if (!/^\.\.?\//.test(specifier)) return undefined;
    const wanted = specifier.replace(/^(\.\.?\/)+/, '');
    const name = [wanted, `${wanted}.js`, `${wanted}.ts`, wanted.replace(/\.js$/, '.ts')].find((candidate) => this.#files.has(candidate));
    if (name === undefined) return undefined;
    const own = this.#modules.get(`./${name}`);
    if (own) return own;
    const content = this.#files.get(name)!;
    const module = this.#isolate.compile(name.endsWith('.json') ? `export default ${content}` : content, name);
    this.#modules.set(`./${name}`, module);
    return module;
  }

  #package(specifier: string): Module | undefined {
    const names = catalogue.get(specifier);
    if (!names || (Object.hasOwn(ABSENT, specifier) && !this.#databases.has(specifier))) return undefined;
    const exported = names.filter((name) => IDENTIFIER.test(name)).map((name) => (name === 'default' ? 'export default found.default;' : `export const ${name} = found.${name};`));
    const module = this.#isolate.compile(`import { modules } from "door"; const found = modules[${JSON.stringify(specifier)}]; ${exported.join(' ')}`, 'groundwork:package');
    evaluateNow(module, this.#realm.context, () => this.#realm.door);
    return module;
  }

  #explain(specifier: string): ProgramError {
    const place = placeOfImport(this.#files.get(this.#main) ?? '', specifier);
    return { name: 'Error', message: explain(specifier, [...this.#files.keys()].filter((name) => name !== this.#main)), ...place };
  }
}

/** What is said of a database that an exercise does not have. */
const ABSENT: Record<string, string> = {
  database: 'This exercise has no database, so there is no sql to import.',
  redis: 'This exercise has no Redis, so there is no redis to import.',
};

/** The modules through which the programs of a run reach their databases. */
export function databasesOf({ inputs }: RunnerRequest): ReadonlySet<string> {
  const data = inputs.flatMap((input) => (input.kind === 'query' || !input.data ? [] : [input.data]));
  return new Set([...(data.some(({ sql }) => sql !== undefined) ? ['database'] : []), ...(data.some(({ redis }) => redis !== undefined) ? ['redis'] : [])]);
}

/** Packages that learners know from elsewhere, for what is offered here under another name. */
const KNOWN_ELSEWHERE: Record<string, string> = {
  postgres: 'database', pg: 'database', 'pg-promise': 'database', mysql2: 'database', ioredis: 'redis', 'node-redis': 'redis',
};

const NODE_MODULES = /^(?:node:)?(?:assert|buffer|child_process|cluster|crypto|dns|events|fs|http|http2|https|net|os|path|perf_hooks|process|querystring|readline|stream|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(?:\/|$)/;

/** What an import that is not available is told: what it is, and what there is instead. */
export function explain(specifier: string, files: string[]): string {
  const offer = 'Available are hono (with hono/cookie, hono/cors, hono/validator and more) and files beside your code.';
  if (Object.hasOwn(ABSENT, specifier)) return `${ABSENT[specifier]} ${offer}`;
  if (Object.hasOwn(KNOWN_ELSEWHERE, specifier)) {
    const name = KNOWN_ELSEWHERE[specifier]!;
    return `The package ${specifier} is not available here. Where an exercise has a database, write: import { ${name === 'redis' ? 'redis' : 'sql'} } from '${name}'.`;
  }
  if (/^https?:/.test(specifier)) return `Importing from an address is not possible here: there is no network. ${offer}`;
  if (/^\.\.?\//.test(specifier)) return `There is no file ${specifier} beside your code.${files.length ? ` There is ${files.map((name) => `./${name}`).join(', ')}.` : ''}`;
  if (NODE_MODULES.test(specifier)) {
    const name = specifier.replace(/^node:/, '').split('/')[0]!;
    const instead: Record<string, string> = {
      fs: 'Programs here have no files; read what is given through process.stdin, and print with console.log.',
      readline: 'Read the input with: for await (const text of process.stdin).',
      http: 'Export a Hono app, or a function from Request to Response, instead of opening a server.',
      https: 'There is no network here.', net: 'There is no network here.', dns: 'There is no network here.',
      crypto: 'Use the global crypto (randomUUID, getRandomValues, subtle) instead.',
      process: 'Use the global process instead.', url: 'Use the global URL and URLSearchParams instead.', timers: 'Use the global setTimeout instead.',
      child_process: 'Programs here cannot start other programs.', worker_threads: 'Programs here have one thread.',
      buffer: 'Use Uint8Array, TextEncoder and TextDecoder instead.', util: 'Use console.log to look at values, and structuredClone to copy them.',
    };
    return `${specifier} is not available here. ${instead[name] ?? offer}`;
  }
  return `The package ${specifier} is not available here. ${offer}`;
}

/** Line and column, from 1, of the specifier in the first import of it. */
export function placeOfImport(code: string, specifier: string): { line?: number; column?: number } {
  for (const quote of ['"', "'"]) {
    const at = code.indexOf(`${quote}${specifier}${quote}`);
    if (at < 0) continue;
    const before = code.slice(0, at).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  }
  return {};
}

/** V8 says which import asks for a name that is not there, but not where it stands. */
export function placed(error: ProgramError, code: string): ProgramError {
  const specifier = error.line === undefined ? /requested module '([^']+)'/.exec(error.message)?.[1] : undefined;
  return specifier === undefined ? error : { ...error, ...placeOfImport(code, specifier) };
}

/** Which files of a run are modules, with the learner's code among them. */
export function moduleFiles(request: RunnerRequest): Map<string, string> {
  const files = Object.entries(request.files).filter(([name]) => /\.(?:[cm]?js|[cm]?ts|json)$/.test(name));
  return new Map([...files, [request.fileName, request.code]]);
}
