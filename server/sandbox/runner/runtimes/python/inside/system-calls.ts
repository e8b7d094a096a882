import { Descriptors, UMASK } from './descriptors.ts';
import { errno, SystemError } from './errno.ts';
import { Files, KIND, kindOf, type FileNode } from './files.ts';
import { bytes, readI64, readText, readU32, writeI64, writeText, writeU16, writeU32, writeU8 } from './memory.ts';

type SystemCall = (...args: never[]) => number;

const CURRENT_FOLDER = -100;
const NO_FOLLOW = 0x100;
const ENTRY_BYTES = 280;
const BLOCK = 4096;
const NOW = 0x3fffffff;
const UNCHANGED = 0x3ffffffe;

/**
 * What this build of Python imports to work with files, by name: system calls of Linux with the numbers and layouts of musl on
 * WebAssembly (emscripten's libc). Calls named `__syscall_…` answer an error as a negative number, those of WASI as a positive one.
 */
export function fileCalls(files: Files, open: Descriptors, now: () => number): Record<string, SystemCall> {
  const at = (folder: number, path: number, mayBeEmpty = false): string => {
    const text = readText(path);
    if (text === '' && !mayBeEmpty) throw new SystemError('noEntry');
    if (text.startsWith('/')) return files.absolute(text);
    return files.absolute(text, folder === CURRENT_FOLDER ? files.folder : open.get(folder).path);
  };

  function writeStat(node: FileNode, to: number): number {
    bytes.fill(0, to, to + 96);
    writeU32(to, 1);
    writeU32(to + 4, node.mode);
    writeU32(to + 8, node.links);
    writeI64(to + 24, BigInt(node.size));
    writeU32(to + 32, BLOCK);
    writeU32(to + 36, Math.ceil(node.size / 512));
    writeTime(to + 40, node.accessed);
    writeTime(to + 56, node.modified);
    writeTime(to + 72, node.modified);
    writeI64(to + 88, BigInt(node.id));
    return 0;
  }

  function statFs(to: number): number {
    bytes.fill(0, to, to + 88);
    writeU32(to + 4, BLOCK);
    for (const offset of [8, 12, 16]) writeU32(to + offset, 8_192);
    writeU32(to + 36, 255);
    return 0;
  }

  function changeFolder(path: string): number {
    if (kindOf(files.get(path)) !== KIND.folder) throw new SystemError('notFolder');
    files.folder = path;
    return 0;
  }

  function changeMode(node: FileNode, mode: number): number {
    if (node.fixed) throw new SystemError('readOnly');
    node.mode = kindOf(node) | (mode & 0o7777);
    return 0;
  }

  function changeTimes(node: FileNode, times: number): number {
    const time = (from: number, old: number): number => {
      const nanoseconds = readU32(from + 8);
      if (nanoseconds === NOW) return now();
      return nanoseconds === UNCHANGED ? old : Number(readI64(from)) * 1000 + nanoseconds / 1e6;
    };
    if (node.fixed) throw new SystemError('readOnly');
    node.accessed = times ? time(times, node.accessed) : now();
    node.modified = times ? time(times + 16, node.modified) : now();
    return 0;
  }

  function listing(descriptor: number, to: number, room: number): number {
    const file = open.get(descriptor);
    if (kindOf(file.node) !== KIND.folder) throw new SystemError('notFolder');
    file.listing ??= [['.', file.node], ['..', files.get(files.absolute('..', file.path))], ...file.node.children];
    let written = 0;
    for (let index = Math.floor(file.position / ENTRY_BYTES); index < file.listing.length && written + ENTRY_BYTES <= room; index += 1) {
      const [name, node] = file.listing[index]!;
      const entry = to + written;
      const kind = kindOf(node);
      writeI64(entry, BigInt(node.id));
      writeI64(entry + 8, BigInt((index + 1) * ENTRY_BYTES));
      writeU16(entry + 16, ENTRY_BYTES);
      writeU8(entry + 18, kind === KIND.folder ? 4 : kind === KIND.link ? 10 : kind === KIND.device ? 2 : 8);
      writeText(name, entry + 19, 256);
      written += ENTRY_BYTES;
      file.position = (index + 1) * ENTRY_BYTES;
    }
    return written;
  }

  function readLink(path: string, to: number, room: number): number {
    const node = files.get(path, false);
    if (kindOf(node) !== KIND.link) throw new SystemError('invalid');
    const text = new Uint8Array([...node.target].map((character) => character.charCodeAt(0))).subarray(0, room);
    bytes.set(text, to);
    return text.length;
  }

  function control(descriptor: number, command: number, details: number): number {
    const file = open.get(descriptor);
    switch (command) {
      case 0: case 1030: return open.duplicate(descriptor, readU32(details));
      case 3: return file.flags;
      case 1: case 2: case 4: case 13: case 14: return 0;
      default: throw new SystemError('invalid');
    }
  }

  /** Goes through the pieces of memory that a vector lists; stops at one that is not filled, or written, to its end. */
  function pieces(vector: number, count: number, offset: bigint | undefined, total: number, work: (piece: Uint8Array, at: number | undefined) => number): number {
    let done = 0;
    for (let index = 0; index < count; index += 1) {
      const start = readU32(vector + index * 8);
      const length = readU32(vector + index * 8 + 4);
      if (length === 0) continue;
      const moved = work(bytes.subarray(start, start + length), offset === undefined ? undefined : Number(offset) + done);
      done += moved;
      if (moved < length) break;
    }
    writeU32(total, done);
    return 0;
  }

  const calls = {
    __syscall_openat: (folder: number, path: number, flags: number, details: number) => open.open(at(folder, path), flags, details ? readU32(details) : 0),
    __syscall_stat64: (path: number, to: number) => writeStat(files.get(at(CURRENT_FOLDER, path)), to),
    __syscall_lstat64: (path: number, to: number) => writeStat(files.get(at(CURRENT_FOLDER, path), false), to),
    __syscall_fstat64: (descriptor: number, to: number) => writeStat(open.get(descriptor).node, to),
    __syscall_newfstatat: (folder: number, path: number, to: number, flags: number) => writeStat(files.get(at(folder, path, (flags & 0x1000) !== 0), (flags & NO_FOLLOW) === 0), to),
    __syscall_statfs64: (_path: number, _size: number, to: number) => statFs(to),
    __syscall_fstatfs64: (_descriptor: number, _size: number, to: number) => statFs(to),
    __syscall_faccessat: (folder: number, path: number) => (files.get(at(folder, path)), 0),
    __syscall_chdir: (path: number) => changeFolder(at(CURRENT_FOLDER, path)),
    __syscall_fchdir: (descriptor: number) => changeFolder(open.get(descriptor).path),
    __syscall_getcwd: (to: number, room: number) => {
      if (!writeText(files.folder, to, room)) throw new SystemError('range');
      return files.folder.length + 1;
    },
    __syscall_mkdirat: (folder: number, path: number, mode: number) => (files.createFolder(at(folder, path), mode & ~UMASK), 0),
    __syscall_unlinkat: (folder: number, path: number, flags: number) => (files.remove(at(folder, path), flags === 512 ? 'folder' : 'file'), 0),
    __syscall_rmdir: (path: number) => (files.remove(at(CURRENT_FOLDER, path), 'folder'), 0),
    __syscall_renameat: (folder: number, path: number, newFolder: number, newPath: number) => (files.rename(at(folder, path), at(newFolder, newPath)), 0),
    __syscall_symlinkat: (target: number, folder: number, path: number) => (files.createLink(readText(target), at(folder, path)), 0),
    __syscall_readlinkat: (folder: number, path: number, to: number, room: number) => readLink(at(folder, path), to, room),
    __syscall_chmod: (path: number, mode: number) => changeMode(files.get(at(CURRENT_FOLDER, path)), mode),
    __syscall_fchmod: (descriptor: number, mode: number) => changeMode(open.get(descriptor).node, mode),
    __syscall_fchmodat2: (folder: number, path: number, mode: number) => changeMode(files.get(at(folder, path)), mode),
    __syscall_fchown32: () => 0,
    __syscall_fchownat: () => 0,
    __syscall_utimensat: (folder: number, path: number, times: number) => changeTimes(path ? files.get(at(folder, path, true)) : open.get(folder).node, times),
    __syscall_truncate64: (path: number, size: bigint) => (files.resize(files.get(at(CURRENT_FOLDER, path)), Number(size)), 0),
    __syscall_ftruncate64: (descriptor: number, size: bigint) => (files.resize(open.get(descriptor).node, Number(size)), 0),
    __syscall_fallocate: (descriptor: number, _mode: number, offset: bigint, length: bigint) => {
      const { node } = open.get(descriptor);
      if (node.size < Number(offset + length)) files.resize(node, Number(offset + length));
      return 0;
    },
    __syscall_fdatasync: () => 0,
    __syscall_dup: (descriptor: number) => open.duplicate(descriptor),
    __syscall_dup3: (descriptor: number, to: number) => open.duplicateTo(descriptor, to),
    __syscall_fcntl64: control,
    __syscall_ioctl: (descriptor: number): number => {
      open.get(descriptor);
      throw new SystemError('notTerminal');
    },
    __syscall_getdents64: listing,
    __syscall_umask_js: () => UMASK,
    __syscall_getuid32_js: () => 1000,
  };

  const wasiCalls = {
    fd_close: (descriptor: number) => (open.close(descriptor), 0),
    fd_read: (descriptor: number, vector: number, count: number, total: number) => pieces(vector, count, undefined, total, (piece, from) => open.read(descriptor, piece, from)),
    fd_pread: (descriptor: number, vector: number, count: number, offset: bigint, total: number) => pieces(vector, count, offset, total, (piece, from) => open.read(descriptor, piece, from)),
    fd_write: (descriptor: number, vector: number, count: number, total: number) => pieces(vector, count, undefined, total, (piece, to) => open.write(descriptor, piece, to)),
    fd_pwrite: (descriptor: number, vector: number, count: number, offset: bigint, total: number) => pieces(vector, count, offset, total, (piece, to) => open.write(descriptor, piece, to)),
    fd_seek: (descriptor: number, offset: bigint, whence: number, to: number) => (writeI64(to, BigInt(open.seek(descriptor, Number(offset), whence))), 0),
    fd_sync: (descriptor: number) => (open.get(descriptor), 0),
    fd_fdstat_get: (descriptor: number, to: number) => {
      const kind = kindOf(open.get(descriptor).node);
      bytes.fill(0, to, to + 24);
      writeU8(to, kind === KIND.folder ? 3 : 4); // no device says it is one: it would be taken for a terminal
      return 0;
    },
  };

  return { ...answeringErrors(calls, -1), ...answeringErrors(wasiCalls, 1) };
}

function writeTime(to: number, ms: number): void {
  writeI64(to, BigInt(Math.floor(ms / 1000)));
  writeU32(to + 8, Math.floor((ms % 1000) * 1e6));
}

function answeringErrors(calls: Record<string, (...args: never[]) => number>, sign: 1 | -1): Record<string, SystemCall> {
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, (...args: never[]) => {
    try {
      return call(...args);
    } catch (error) {
      if (error instanceof SystemError) return sign * error.number;
      if (error instanceof RangeError) return sign * errno.noSpace; // no memory for a file
      throw error;
    }
  }]));
}
