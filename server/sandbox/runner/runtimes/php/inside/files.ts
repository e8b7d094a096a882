import type { FileSystem, Node } from 'php-glue';

/** What a program may keep in files, beside its memory: they stand in the isolate's. */
const FILE_BYTES = 32 * 1024 * 1024;
const FILES = 10_000;
/** How often what is there is counted again. */
const COUNT_EVERY_BYTES = 1024 * 1024;
const COUNT_EVERY_FILES = 500;
const ENOSPC = 51; // as Emscripten counts errors

/** Makes the file system say "No space left on device" in time. */
export function limitFiles(fs: FileSystem): void {
  const { MEMFS } = fs.filesystems;
  const expand = MEMFS.expandFileStorage;
  const create = fs.createNode;
  let bytesSince = 0;
  let filesSince = 0;
  MEMFS.expandFileStorage = (node, capacity) => {
    const growth = capacity - (node.usedBytes ?? 0);
    bytesSince += growth;
    if (bytesSince > COUNT_EVERY_BYTES) {
      bytesSince = 0;
      if (count(fs).bytes + growth > FILE_BYTES) throw new fs.ErrnoError(ENOSPC);
    }
    expand.call(MEMFS, node, capacity);
  };
  fs.createNode = (parent, name, mode, device) => {
    filesSince += 1;
    if (filesSince > COUNT_EVERY_FILES) {
      if (count(fs).files > FILES) throw new fs.ErrnoError(ENOSPC);
      filesSince = 0;
    }
    return create.call(fs, parent, name, mode, device);
  };
}

function count(fs: FileSystem): { files: number; bytes: number } {
  const nodes = new Set(allNodes(fs));
  for (const stream of fs.streams) if (stream) nodes.add(stream.node); // deleted, but still open
  let bytes = 0;
  for (const { contents } of nodes) if (contents instanceof Uint8Array) bytes += contents.length;
  return { files: nodes.size, bytes };
}

function allNodes(fs: FileSystem): Node[] {
  const nodes = [fs.root];
  for (const node of nodes) {
    if (fs.isDir(node.mode) && node.contents && !(node.contents instanceof Uint8Array)) nodes.push(...Object.values(node.contents));
  }
  return nodes;
}

/** Keeps all files as they are now; what it returns makes them so again. */
export function keepFiles(fs: FileSystem): () => void {
  const nodes = allNodes(fs).map((node) => ({ node, ...node, contents: copyOf(node.contents) }));
  const table = [...fs.nameTable];
  const streams = fs.streams.map((stream) => stream && { stream, kept: { ...stream, shared: { ...stream.shared } } });
  const { currentPath, nextInode } = fs;
  return () => {
    for (const { node, ...kept } of nodes) Object.assign(node, kept, { contents: copyOf(kept.contents) });
    fs.nameTable = [...table];
    fs.streams.length = 0;
    for (const open of streams) fs.streams.push(open && Object.assign(open.stream, open.kept, { shared: { ...open.kept.shared } }));
    Object.assign(fs, { currentPath, nextInode });
  };
}

function copyOf(contents: Node['contents']): Node['contents'] {
  if (contents instanceof Uint8Array) return contents.slice();
  return contents ? { ...contents } : contents;
}
