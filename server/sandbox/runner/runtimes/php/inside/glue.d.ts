/** What we use of Emscripten's file system: https://emscripten.org/docs/api_reference/Filesystem-API.html, and of how it keeps it. */
declare module 'php-glue' {
  export interface Node {
    id: number; name: string; mode: number; rdev: number; parent: Node; name_next?: Node | undefined; mounted: unknown;
    contents?: Uint8Array | Record<string, Node> | null; usedBytes?: number; link?: string;
    atime: number; mtime: number; ctime: number;
  }
  export interface Stream { node: Node; fd: number; shared: object; unread?: boolean }

  export interface FileSystem {
    root: Node; nameTable: (Node | undefined)[]; streams: (Stream | null | undefined)[]; currentPath: string; nextInode: number;
    filesystems: { MEMFS: { expandFileStorage(node: Node, capacity: number): void } };
    ErrnoError: new (errno: number) => Error;
    createNode(parent: Node, name: string, mode: number, device: number): Node;
    isDir(mode: number): boolean;
    mkdirTree(path: string): void;
    writeFile(path: string, data: string | Uint8Array): void;
    unlink(path: string): void;
    chdir(path: string): void;
    makedev(major: number, minor: number): number;
    registerDevice(device: number, operations: DeviceOperations): void;
    mkdev(path: string, device: number): void;
  }

  export interface DeviceOperations {
    open(stream: Stream): void;
    close(stream: Stream): void;
    read(stream: Stream, buffer: Uint8Array, offset: number, length: number): number;
    write(stream: Stream, buffer: Uint8Array, offset: number, length: number): number;
  }

  export type Imports = Record<string, (...args: never[]) => unknown>;

  /** Given to `init`, which adds the second half. */
  export interface Given {
    noExitRuntime: true;
    /** Ours, see prepare/php.ts: the most memory it may have. */
    mostBytes: number;
    ENV: Record<string, string>;
    quit(code: number, error: unknown): never;
    print(text: string): void;
    printErr(text: string): void;
    stdin(): number | null;
    stdout(byte: number | null): void;
    stderr(byte: number | null): void;
    onStdout(bytes: ArrayBufferView): void;
    onStderr(bytes: ArrayBufferView): void;
    onHeaders(bytes: ArrayBufferView): void;
    onAbort(what: unknown): void;
    onRuntimeInitialized(): void;
    instantiateWasm(imports: WebAssembly.Imports & { env: Imports }, done: (instance: { exports: WebAssembly.Exports }, module: WebAssembly.Module) => void): WebAssembly.Exports;
  }
  export interface Glue extends Given {
    FS: FileSystem;
    ccall(name: string, returns: 'number' | null, types: ('string' | 'number')[], values: (string | number)[]): number;
  }

  export function init(platform: string, given: Given): unknown;
}
