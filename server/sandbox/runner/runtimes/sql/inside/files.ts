import type { FileSystem, MemoryFiles, Node } from 'pglite-glue';

/** What prepare/sql.ts wrote down: folders, and where the bytes of each file are. */
export interface FileList { folders: string[]; files: [path: string, mode: number, start: number, length: number][] }

/** How often what is there is counted again. */
const COUNT_EVERY_BYTES = 1024 * 1024;
/** When folders were changed that nothing has changed since they were kept: no clock says so. */
const BEFORE_ALL_CLOCKS = -1;
const ENOSPC = 51; // as Emscripten counts errors

/**
 * Postgres's files in memory. Those it begins with are all one buffer, shared by every instance in the process: a file gets bytes of
 * its own when it is first written to. The same again after `keep`, so that `rewind` only has to put back what was there.
 */
export class Files {
  /** Bytes that files may take, beside those they began with. */
  mostBytes = Number.POSITIVE_INFINITY;
  /** Postgres has been told that the disk is full. */
  full = false;
  readonly #fs: FileSystem;
  readonly #memory: MemoryFiles;
  /** Files whose bytes nothing else refers to. */
  #own = new WeakSet<Node>();
  #since = 0;
  #rewind: (() => void) | undefined;

  constructor(fs: FileSystem, memory: MemoryFiles, list: FileList, shared: Uint8Array) {
    this.#fs = fs;
    this.#memory = memory;
    this.#lay(list, shared);
    this.#watch();
  }

  #lay({ folders, files }: FileList, shared: Uint8Array): void {
    const parents = new Map<string, Node>();
    for (const folder of folders) {
      this.#fs.mkdirTree(folder);
      parents.set(folder, this.#fs.lookupPath(folder).node);
    }
    for (const [path, mode, start, length] of files) {
      const slash = path.lastIndexOf('/');
      const node = this.#memory.createNode(parents.get(path.slice(0, slash))!, path.slice(slash + 1), mode, 0);
      node.contents = shared.subarray(start, start + length);
      node.usedBytes = length;
    }
  }

  #watch(): void {
    const memory = this.#memory;
    const { write } = memory.stream_ops;
    const { expandFileStorage: expand, resizeFileStorage: resize } = memory;
    const watched: typeof write = (stream, buffer, offset, length, position) => {
      this.#ownContents(stream.node);
      if (!stream.node.usedBytes && !position) this.#reckon(length);
      return write.call(memory.stream_ops, stream, buffer, offset, length, position, false);
    };
    memory.stream_ops.write = watched;
    memory.ops_table.file.stream.write = watched;
    memory.expandFileStorage = (node, capacity) => {
      this.#reckon(capacity - lengthOf(node));
      expand.call(memory, node, capacity);
    };
    memory.resizeFileStorage = (node, size) => {
      this.#reckon(size - lengthOf(node));
      resize.call(memory, node, size);
      this.#own.add(node);
    };
  }

  #ownContents(node: Node): void {
    if (this.#own.has(node)) return;
    this.#own.add(node);
    if (!(node.contents instanceof Uint8Array) || node.contents.length === 0) return;
    this.#reckon(node.contents.length);
    node.contents = node.contents.slice();
  }

  /** Throws what a full disk says. */
  #reckon(growth: number): void {
    if (growth <= 0) return;
    this.#since += growth;
    if (this.#since < COUNT_EVERY_BYTES) return;
    this.#since = 0;
    if (this.#ownBytes() + growth <= this.mostBytes) return;
    this.full = true;
    throw new this.#fs.ErrnoError(ENOSPC);
  }

  #ownBytes(): number {
    const nodes = new Set(this.#nodes());
    for (const stream of this.#fs.streams) if (stream) nodes.add(stream.node); // deleted, but still open
    let bytes = 0;
    for (const node of nodes) if (this.#own.has(node)) bytes += lengthOf(node);
    return bytes;
  }

  #nodes(): Node[] {
    const nodes = [this.#fs.root];
    for (const node of nodes) {
      if (this.#fs.isDir(node.mode) && node.contents && !(node.contents instanceof Uint8Array)) nodes.push(...Object.values(node.contents));
    }
    return nodes;
  }

  /** Keeps everything as it is now, for `rewind`. */
  keep(): void {
    const fs = this.#fs;
    const nodes = this.#nodes();
    for (const node of nodes) if (fs.isDir(node.mode)) node.mtime = BEFORE_ALL_CLOCKS;
    const kept = nodes.map((node) => ({ ...node, contents: folderCopy(node.contents) }));
    const table = [...fs.nameTable];
    const streams = fs.streams.map((stream) => stream && { stream, kept: { ...stream, shared: { ...stream.shared } } });
    const { currentPath, nextInode } = fs;
    this.#own = new WeakSet();
    this.#rewind = () => {
      for (let index = 0; index < nodes.length; index += 1) { // the longest part of all by far, if it compared or copied more than it has to
        const node = nodes[index]!;
        const before = kept[index]!;
        if (isChanged(node, before)) Object.assign(node, before, { contents: folderCopy(before.contents) });
      }
      fs.nameTable = [...table];
      fs.streams.length = 0;
      for (const open of streams) fs.streams.push(open && Object.assign(open.stream, open.kept, { shared: { ...open.kept.shared } }));
      Object.assign(fs, { currentPath, nextInode });
      this.#own = new WeakSet();
      this.#since = 0;
    };
  }

  rewind(): void {
    this.#rewind?.();
  }
}

/** Since it was kept. A folder's contents stay the same object, but whatever becomes of its entries sets the folder's time. */
function isChanged(node: Node, before: Node): boolean {
  return node.mtime !== before.mtime || node.usedBytes !== before.usedBytes || node.name_next !== before.name_next || node.parent !== before.parent || node.name !== before.name
    || node.mode !== before.mode || node.ctime !== before.ctime || (node.contents instanceof Uint8Array && node.contents !== before.contents);
}

function lengthOf({ contents }: Node): number {
  return contents instanceof Uint8Array ? contents.length : 0;
}

/** A folder's entries are changed in place; a file's bytes are not, once they are kept. */
function folderCopy(contents: Node['contents']): Node['contents'] {
  return contents && !(contents instanceof Uint8Array) ? { ...contents } : contents;
}
