import createGlue, { type Given, type Glue, type Imports } from 'pglite-glue';
import { startFlags } from '../settings.ts';
import { Files, type FileList } from './files.ts';
import { Broken, Stop } from './stops.ts';

const PAGE = 65_536;
/** What the binary asks for to begin with: 128 MB, of which only what is written to takes real memory. */
const FIRST_PAGES = 2048;
const EAFNOSUPPORT = -97;
/** How the build says that Postgres jumps out of an error to its main loop; `callMain` ends with the other one when Postgres waits for statements. */
const JUMPED = 100;
const ALIVE = 99;

const PROGRAM = '/pglite/bin/postgres';
const ENVIRONMENT = {
  HOME: '/home/postgres', USER: 'postgres', LOGNAME: 'postgres', PGDATA: '/pglite/data', PGUSER: 'postgres', PGDATABASE: 'postgres',
  LANG: 'en_US.UTF-8', LC_COLLATE: 'en_US.UTF-8', LC_CTYPE: 'en_US.UTF-8', TZ: 'UTC', PGTZ: 'UTC', PGCLIENTENCODING: 'UTF8', ICU_DATA: '/pglite/icu',
};

export interface Compiled {
  postgres: WebAssembly.Module;
  /** Of libraries that Postgres loads, by how many bytes each has. */
  libraries: Map<number, WebAssembly.Module>;
}

/** What the glue keeps to itself. */
interface Exports { emscripten_get_sbrk_ptr(): number }

/** The memory below `top` in parts, those of nothing but zeros without bytes. */
interface Kept { stack: number; top: number; parts: { from: number; end: number; bytes: Uint8Array | undefined }[]; libraries: number }

/** One Postgres: its memory, its files, and a way to talk to it. */
export class Machine {
  readonly files: Files;
  readonly #glue: Glue;
  readonly #exports: Exports;
  #unread: Uint8Array = new Uint8Array();
  #listen: (bytes: Uint8Array) => void = () => {};
  #kept: Kept | undefined;

  private constructor(glue: Glue, exports: Exports, files: Files) {
    this.#glue = glue;
    this.#exports = exports;
    this.files = files;
  }

  /** Starts Postgres over `list`, whose bytes stand in `shared`. `mostBytes` is the most its memory may ever grow to. */
  static async start(compiled: Compiled, list: FileList, shared: Uint8Array, mostBytes: number): Promise<Machine> {
    let exports: Exports | undefined;
    const given: Given = {
      thisProgram: PROGRAM, noExitRuntime: true,
      wasmMemory: new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: Math.max(FIRST_PAGES, mostBytes / PAGE) }),
      stdin: () => null, print: () => {}, printErr: () => {},
      preRun: [(glue) => Object.assign(glue.ENV, ENVIRONMENT)],
      instantiateWasm(imports, done) {
        closeDoors(imports.env);
        const instance = new WebAssembly.Instance(compiled.postgres, imports);
        exports = instance.exports as unknown as Exports;
        done(instance, compiled.postgres);
        return {};
      },
      getPreloadedPackage: () => new ArrayBuffer(0),
      mostBytes,
      compile: (binary) => compiled.libraries.get(binary.length) ?? new WebAssembly.Module(binary as Uint8Array<ArrayBuffer>),
    };
    const glue = await createGlue(given);
    const machine = new Machine(glue, exports!, new Files(glue.FS, glue.MEMFS, list, shared));
    machine.#boot();
    return machine;
  }

  #boot(): void {
    const glue = this.#glue;
    const refuse = glue.addFunction(() => 1, 'pi');
    glue._pgl_set_system_fn(refuse); // no programs
    glue._pgl_set_popen_fn(glue.addFunction(() => 0, 'ppp'));
    glue._pgl_set_pclose_fn(glue.addFunction(() => -1, 'pi'));
    const write = glue.addFunction((at, length) => {
      this.#listen(glue.HEAPU8.subarray(at!, at! + length!));
      return length!;
    }, 'ipi');
    const read = glue.addFunction((at, most) => {
      const part = this.#unread.subarray(0, most);
      glue.HEAPU8.set(part, at);
      this.#unread = this.#unread.subarray(part.length);
      return part.length;
    }, 'ipi');
    glue._pgl_set_rw_cbs(read, write);
    for (const program of [PROGRAM, '/pglite/bin/initdb']) glue.FS.chmod(program, 0o555);
    glue._pgl_setPGliteActive(1);
    const end = glue.callMain([...startFlags]);
    if (end !== ALIVE) throw new Error(`Postgres did not start: ${end}`);
    glue._pgl_startPGlite();
  }

  /** The most memory it may have from now on, as far as it has not got more already. */
  limit(bytes: number): void {
    this.#glue.mostBytes = Math.max(bytes, FIRST_PAGES * PAGE);
  }

  /** What Postgres has in use, beside its files. */
  get memoryBytes(): number {
    return this.#top();
  }

  /**
   * Sends a message of https://www.postgresql.org/docs/current/protocol.html and gives `listen` the bytes of what comes back, as views
   * that are valid until it returns; what it returns is sent at once. Throws what `listen` throws, and Broken when Postgres did not
   * come back: then nothing else works any more.
   */
  talk(message: Uint8Array, listen: (bytes: Uint8Array) => Uint8Array | void): void {
    const glue = this.#glue;
    this.#unread = message;
    this.#listen = (bytes) => {
      const more = listen(bytes);
      if (more) this.#unread = joined(this.#unread, more);
    };
    try {
      while (this.#unread.length > 0 || glue._pq_buffer_remaining_data() > 0) {
        const stack = glue.stackSave();
        try {
          glue._PostgresMainLoopOnce();
        } catch (error) {
          glue.stackRestore(stack);
          if ((error as { status?: number }).status !== JUMPED) throw error;
          glue._PostgresMainLongJmp();
        }
      }
      glue._PostgresSendReadyForQueryIfNecessary();
      glue._pgl_pq_flush();
    } catch (error) {
      throw error instanceof Stop ? error : new Broken(error);
    } finally {
      this.#listen = () => {};
    }
  }

  /** Where the memory in use ends: what Postgres has asked for is below. */
  #top(): number {
    return new DataView(this.#glue.HEAPU8.buffer).getUint32(this.#exports.emscripten_get_sbrk_ptr(), true);
  }

  get #libraries(): number {
    return Object.keys(this.#glue.LDSO.loadedLibsByName).length;
  }

  /** Keeps memory and files as they are, for `rewind`. */
  keep(): void {
    const memory = this.#glue.HEAPU8;
    const top = this.#top();
    const parts: Kept['parts'] = [];
    for (let at = 0; at < top;) {
      const from = at;
      const used = !isZero(memory, at, top);
      while (at < top && used === !isZero(memory, at, top)) at += PAGE;
      const end = Math.min(at, top);
      parts.push({ from, end, bytes: used ? memory.slice(from, end) : undefined });
    }
    this.files.keep();
    this.#kept = { stack: this.#glue.stackSave(), top, parts, libraries: this.#libraries };
  }

  /** Puts back what `keep` kept. False when that cannot be done: a library has been loaded since, of which the memory then knows nothing. */
  rewind(): boolean {
    const kept = this.#kept;
    if (!kept || kept.libraries !== this.#libraries) return false;
    const memory = this.#glue.HEAPU8;
    const top = this.#top();
    for (const { from, end, bytes } of kept.parts) {
      if (bytes) memory.set(bytes, from);
      else memory.fill(0, from, end);
    }
    if (top > kept.top) memory.fill(0, kept.top, top);
    this.#glue.stackRestore(kept.stack);
    this.files.rewind();
    return true;
  }
}

/** Whether the page at `at`, up to `top`, has never been written to, or only with zeros. */
function isZero(memory: Uint8Array, at: number, top: number): boolean {
  const words = new Int32Array(memory.buffer, at, (Math.min(PAGE, top - at)) >>> 2);
  for (let index = 0; index < words.length; index += 1) if (words[index] !== 0) return false;
  return true;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

/** The glue would look for a network: there is none. */
function closeDoors(env: Imports): void {
  env.__syscall_socket = () => EAFNOSUPPORT;
  env.__syscall_connect = () => EAFNOSUPPORT;
}
