import { SystemError } from './errno.ts';

// The files a program sees: a tree in memory, made anew for every case. Nothing of it is on a disk.

export const KIND = { mask: 0o170000, file: 0o100000, folder: 0o040000, link: 0o120000, device: 0o020000 } as const;
const LINKS_FOLLOWED = 40;
const NAME_BYTES = 255;
const PATH_CHARACTERS = 4096;
/** Most that all files together may hold, and how many there may be: they live in the runner's memory. */
const BYTES_OF_ALL_FILES = 32 * 1024 * 1024;
const NUMBER_OF_FILES = 20_000;

export interface FileNode {
  readonly id: number;
  mode: number;
  size: number;
  /** May be longer than `size`. */
  content: Uint8Array<ArrayBuffer>;
  readonly children: Map<string, FileNode>;
  target: string;
  device?: Device;
  /** Belongs to the interpreter: cannot be changed. */
  fixed: boolean;
  links: number;
  accessed: number;
  modified: number;
}

export interface Device {
  read(room: number): Uint8Array;
  write(bytes: Uint8Array): void;
}

export class Files {
  readonly #now: () => number;
  #ids = 0;
  #used = 0;
  readonly root: FileNode;
  folder = '/';

  constructor(now: () => number) {
    this.#now = now;
    this.root = this.#node(KIND.folder | 0o755);
  }

  #node(mode: number): FileNode {
    if (this.#ids >= NUMBER_OF_FILES) throw new SystemError('noSpace');
    const now = this.#now();
    return { id: (this.#ids += 1), mode, size: 0, content: new Uint8Array(0), children: new Map(), target: '', fixed: false, links: 1, accessed: now, modified: now };
  }

  /** An absolute path without `.`, `..` and double slashes; links are left as they are. */
  absolute(path: string, base = this.folder): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    const whole = `/${parts.join('/')}`;
    if (whole.length > PATH_CHARACTERS) throw new SystemError('nameTooLong');
    return whole;
  }

  /** The node at an absolute path, its last link followed or not; undefined when only it is missing. */
  find(path: string, follow = true, followed = 0): FileNode | undefined {
    if (followed > LINKS_FOLLOWED) throw new SystemError('loop');
    let node = this.root;
    const parts = path.split('/').filter((part) => part !== '');
    for (const [index, part] of parts.entries()) {
      if (kindOf(node) !== KIND.folder) throw new SystemError('notFolder');
      if (part.length > NAME_BYTES) throw new SystemError('nameTooLong');
      const child = node.children.get(part);
      const last = index === parts.length - 1;
      if (!child) {
        if (last) return undefined;
        throw new SystemError('noEntry');
      }
      if (kindOf(child) === KIND.link && (follow || !last)) {
        const there = this.absolute(child.target, `/${parts.slice(0, index).join('/')}`);
        return this.find([there, ...parts.slice(index + 1)].join('/'), follow, followed + 1);
      }
      node = child;
    }
    return node;
  }

  get(path: string, follow = true): FileNode {
    const node = this.find(path, follow);
    if (!node) throw new SystemError('noEntry');
    return node;
  }

  /** The folder that holds `path`, and its name in there. */
  #place(path: string): { folder: FileNode; name: string } {
    const cut = path.lastIndexOf('/');
    const folder = this.get(path.slice(0, cut) || '/');
    if (kindOf(folder) !== KIND.folder) throw new SystemError('notFolder');
    const name = path.slice(cut + 1);
    if (name === '') throw new SystemError('exists');
    if (name.length > NAME_BYTES) throw new SystemError('nameTooLong');
    return { folder, name };
  }

  #changeable(node: FileNode): FileNode {
    if (node.fixed) throw new SystemError('readOnly');
    return node;
  }

  create(path: string, mode: number): FileNode {
    const { folder, name } = this.#place(path);
    if (folder.children.has(name)) throw new SystemError('exists');
    const node = this.#node(mode);
    this.#changeable(folder).children.set(name, node);
    folder.modified = this.#now();
    return node;
  }

  createFolder(path: string, mode = 0o755): FileNode {
    return this.create(path, KIND.folder | (mode & 0o777));
  }

  createLink(target: string, path: string): void {
    const node = this.create(path, KIND.link | 0o777);
    node.target = target;
    node.size = target.length;
  }

  /** Files of the exercise, and those of the interpreter. */
  put(path: string, content: Uint8Array<ArrayBuffer>): FileNode {
    for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      if (!this.find(path.slice(0, at))) this.createFolder(path.slice(0, at));
    }
    const node = this.find(path) ?? this.create(path, KIND.file | 0o644);
    node.content = content;
    node.size = content.length;
    return node;
  }

  remove(path: string, what: 'file' | 'folder'): void {
    const { folder, name } = this.#place(path);
    const node = folder.children.get(name);
    if (!node) throw new SystemError('noEntry');
    const isFolder = kindOf(node) === KIND.folder;
    if (what === 'file' && isFolder) throw new SystemError('isFolder');
    if (what === 'folder' && !isFolder) throw new SystemError('notFolder');
    if (what === 'folder' && node.children.size > 0) throw new SystemError('notEmpty');
    this.#changeable(folder);
    this.#changeable(node);
    folder.children.delete(name);
    folder.modified = this.#now();
    node.links -= 1;
    if (node.links === 0) this.#used -= node.content.length;
  }

  rename(from: string, to: string): void {
    const old = this.#place(from);
    const node = old.folder.children.get(old.name);
    if (!node) throw new SystemError('noEntry');
    if (to === from) return;
    if (to.startsWith(`${from}/`)) throw new SystemError('invalid');
    const target = this.#place(to);
    const there = target.folder.children.get(target.name);
    if (there) {
      const [moved, replaced] = [kindOf(node) === KIND.folder, kindOf(there) === KIND.folder];
      if (replaced && !moved) throw new SystemError('isFolder');
      if (moved && !replaced) throw new SystemError('notFolder');
      this.remove(to, replaced ? 'folder' : 'file');
    }
    for (const one of [old.folder, target.folder, node]) this.#changeable(one);
    old.folder.children.delete(old.name);
    target.folder.children.set(target.name, node);
    old.folder.modified = target.folder.modified = this.#now();
  }

  resize(node: FileNode, size: number): void {
    this.#changeable(node);
    if (size < 0) throw new SystemError('invalid');
    if (size > node.content.length) this.#reserve(node, size, size);
    else if (size < node.size) node.content.fill(0, size, node.size);
    node.size = size;
    node.modified = this.#now();
  }

  write(node: FileNode, given: Uint8Array, at: number): number {
    this.#changeable(node);
    const end = at + given.length;
    if (end > node.content.length) this.#reserve(node, end, Math.max(end, node.content.length * 2, 256));
    node.content.set(given, at);
    node.size = Math.max(node.size, end);
    node.modified = this.#now();
    return given.length;
  }

  #reserve(node: FileNode, least: number, wanted: number): void {
    const free = BYTES_OF_ALL_FILES - this.#used + node.content.length;
    if (least > free) throw new SystemError('noSpace');
    const larger = new Uint8Array(Math.min(wanted, free));
    larger.set(node.content.subarray(0, node.size));
    this.#used += larger.length - node.content.length;
    node.content = larger;
  }
}

export function kindOf(node: FileNode): number {
  return node.mode & KIND.mask;
}
