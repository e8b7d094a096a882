/** Error numbers as this build of Python knows them (they are those of WASI). */
export const errno = {
  access: 2, again: 6, badDescriptor: 8, exists: 20, hostUnreachable: 23, invalid: 28, isFolder: 31, loop: 32, tooManyOpen: 33, nameTooLong: 37,
  noEntry: 44, noSpace: 51, notImplemented: 52, notFolder: 54, notEmpty: 55, notTerminal: 59, notPermitted: 63, range: 68, readOnly: 69, seekOnPipe: 70,
  notSupported: 138,
} as const;

/** A system call that failed; whoever called gets the number. */
export class SystemError extends Error {
  readonly number: number;
  constructor(name: keyof typeof errno) {
    super(name);
    this.number = errno[name];
  }
}
