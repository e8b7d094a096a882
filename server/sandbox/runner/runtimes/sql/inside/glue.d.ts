/** What we use of Emscripten's file system: https://emscripten.org/docs/api_reference/Filesystem-API.html, and of how it keeps it. */
declare module 'pglite-glue' {
  export interface Node {
    id: number; name: string; mode: number; mtime: number; ctime: number; parent: Node; name_next?: Node | undefined;
    contents?: Uint8Array | Record<string, Node> | null; usedBytes?: number;
  }
  export interface Stream { node: Node; fd: number; shared: object }
  export interface StreamOperations { write(stream: Stream, buffer: Uint8Array, offset: number, length: number, position: number, mayKeep?: boolean): number }

  export interface MemoryFiles {
    ops_table: { file: { stream: StreamOperations } };
    stream_ops: StreamOperations;
    expandFileStorage(node: Node, capacity: number): void;
    resizeFileStorage(node: Node, size: number): void;
    createNode(parent: Node, name: string, mode: number, device: number): Node;
  }
  export interface FileSystem {
    root: Node; nameTable: (Node | undefined)[]; streams: (Stream | null | undefined)[]; currentPath: string; nextInode: number;

    ErrnoError: new (errno: number) => Error;
    isDir(mode: number): boolean;
    mkdirTree(path: string): void;
    chmod(path: string, mode: number): void;
    lookupPath(path: string): { node: Node };
  }

  export type Imports = Record<string, (...args: never[]) => unknown>;

  /** Given to the factory, which adds the second half. The last two are asked for by changes of ours, see prepare/sql.ts. */
  export interface Given {
    thisProgram: string;
    noExitRuntime: true;
    wasmMemory: WebAssembly.Memory;
    stdin(): number | null;
    print(text: string): void;
    printErr(text: string): void;
    preRun: ((glue: Glue) => void)[];
    instantiateWasm(imports: WebAssembly.Imports & { env: Imports }, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
    getPreloadedPackage(): ArrayBuffer;
    /** The most memory it may have, in bytes. */
    mostBytes: number;
    /** A library that Postgres loads while it runs. */
    compile(binary: Uint8Array): WebAssembly.Module;
  }
  export interface Glue extends Given {
    FS: FileSystem;
    MEMFS: MemoryFiles;
    ENV: Record<string, string>;
    HEAPU8: Uint8Array;
    LDSO: { loadedLibsByName: Record<string, unknown> };
    callMain(args: string[]): number;
    addFunction(work: (...args: number[]) => number, signature: string): number;
    stackSave(): number;
    stackRestore(pointer: number): void;
    _pgl_set_system_fn(pointer: number): void;
    _pgl_set_popen_fn(pointer: number): void;
    _pgl_set_pclose_fn(pointer: number): void;
    _pgl_set_rw_cbs(read: number, write: number): void;
    _pgl_setPGliteActive(on: number): number;
    _pgl_startPGlite(): void;
    _pgl_pq_flush(): void;
    _pq_buffer_remaining_data(): number;
    _PostgresMainLoopOnce(): void;
    _PostgresMainLongJmp(): void;
    _PostgresSendReadyForQueryIfNecessary(): void;
  }

  export default function createGlue(given: Given): Promise<Glue>;
}
