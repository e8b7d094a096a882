/** An error that Redis replied, such as `WRONGTYPE …`. */
export class ReplyError extends Error {
  declare command: { name: string; args: string[] };
  constructor(message: string, [name = '', ...args]: string[], stack: string) {
    super(message);
    Object.defineProperty(this, 'command', { value: { name, args }, writable: true, configurable: true, enumerable: false });
    const at = stack.indexOf('\n    at ');
    Object.defineProperty(this, 'stack', { value: `ReplyError: ${message}${at < 0 ? '' : stack.slice(at)}`, writable: true, configurable: true, enumerable: false });
  }
}
Object.defineProperty(ReplyError.prototype, 'name', { value: 'ReplyError', writable: true, configurable: true });
