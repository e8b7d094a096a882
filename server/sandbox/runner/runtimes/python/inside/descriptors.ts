import { SystemError } from './errno.ts';
import { Files, KIND, kindOf, type FileNode } from './files.ts';

const FLAG = { access: 3, create: 0o100, exclusive: 0o200, truncate: 0o1000, append: 0o2000, folder: 0o200000, noFollow: 0o400000 } as const;
const MOST_OPEN = 1024;
/** What a new file may not be used for, by others than its owner. */
export const UMASK = 0o022;

export interface OpenFile {
  node: FileNode;
  path: string;
  flags: number;
  position: number;
  /** What a folder held when it was first read. */
  listing?: [name: string, node: FileNode][];
}

/** Which number stands for which open file; several numbers may stand for the same one. */
export class Descriptors {
  readonly #files: Files;
  readonly #open = new Map<number, OpenFile>();

  constructor(files: Files) {
    this.#files = files;
  }

  get(descriptor: number): OpenFile {
    const file = this.#open.get(descriptor);
    if (!file) throw new SystemError('badDescriptor');
    return file;
  }

  #free(least = 0): number {
    let descriptor = least;
    while (this.#open.has(descriptor)) descriptor += 1;
    if (descriptor >= MOST_OPEN) throw new SystemError('tooManyOpen');
    return descriptor;
  }

  open(path: string, flags: number, mode: number): number {
    let node = this.#files.find(path, (flags & FLAG.noFollow) === 0);
    if (node && kindOf(node) === KIND.link) throw new SystemError('loop');
    if (node && (flags & FLAG.create) && (flags & FLAG.exclusive)) throw new SystemError('exists');
    if (!node) {
      if ((flags & FLAG.create) === 0) throw new SystemError('noEntry');
      if (path.endsWith('/')) throw new SystemError('isFolder');
      node = this.#files.create(path, KIND.file | (mode & ~UMASK & 0o777));
    }
    const writes = (flags & FLAG.access) !== 0;
    const isFolder = kindOf(node) === KIND.folder;
    if (isFolder && (writes || flags & FLAG.create)) throw new SystemError('isFolder');
    if (!isFolder && flags & FLAG.folder) throw new SystemError('notFolder');
    if (writes && node.fixed) throw new SystemError('readOnly');
    if (writes && flags & FLAG.truncate && kindOf(node) === KIND.file) this.#files.resize(node, 0);
    const descriptor = this.#free();
    this.#open.set(descriptor, { node, path, flags: flags & ~(FLAG.create | FLAG.exclusive | FLAG.truncate), position: 0 });
    return descriptor;
  }

  close(descriptor: number): void {
    this.get(descriptor);
    this.#open.delete(descriptor);
  }

  /** Another number for the same open file: the lowest free from `least` on. */
  duplicate(descriptor: number, least = 0): number {
    const file = this.get(descriptor);
    const free = this.#free(least);
    this.#open.set(free, file);
    return free;
  }

  duplicateTo(descriptor: number, to: number): number {
    const file = this.get(descriptor);
    if (to === descriptor) throw new SystemError('invalid');
    if (to < 0 || to >= MOST_OPEN) throw new SystemError('badDescriptor');
    this.#open.set(to, file);
    return to;
  }

  /** Reads into `target`, from `at` or from where the file stands; how many bytes that were. */
  read(descriptor: number, target: Uint8Array, at?: number): number {
    const file = this.get(descriptor);
    if ((file.flags & FLAG.access) === 1) throw new SystemError('badDescriptor');
    if (kindOf(file.node) === KIND.folder) throw new SystemError('isFolder');
    if (file.node.device) {
      const given = file.node.device.read(target.length);
      target.set(given);
      return given.length;
    }
    const start = at ?? file.position;
    const given = file.node.content.subarray(start, Math.min(file.node.size, start + target.length));
    target.set(given);
    if (at === undefined) file.position += given.length;
    return given.length;
  }

  write(descriptor: number, given: Uint8Array, at?: number): number {
    const file = this.get(descriptor);
    if ((file.flags & FLAG.access) === 0) throw new SystemError('badDescriptor');
    if (file.node.device) {
      file.node.device.write(given);
      return given.length;
    }
    const start = at ?? (file.flags & FLAG.append ? file.node.size : file.position);
    this.#files.write(file.node, given, start);
    if (at === undefined) file.position = start + given.length;
    return given.length;
  }

  /** `whence`: 0 from the start, 1 from here, 2 from the end. */
  seek(descriptor: number, offset: number, whence: number): number {
    const file = this.get(descriptor);
    if (file.node.device) throw new SystemError('seekOnPipe');
    const base = whence === 0 ? 0 : whence === 1 ? file.position : whence === 2 ? file.node.size : Number.NaN;
    const position = base + offset;
    if (!(position >= 0)) throw new SystemError('invalid');
    file.position = position;
    if (position === 0) delete file.listing;
    return position;
  }
}
