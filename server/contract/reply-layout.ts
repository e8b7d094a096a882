// How redis-cli lays replies out at a terminal. Where a reply is printed as it comes, and where it is shown again, this is the same.

const NAMED: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x07': '\\a', '\b': '\\b' };

/** Looked at character by character: where this runs in a fresh isolate, a regular expression would first have to be compiled. */
const SHORT = 100;

function isPlain(bytes: string): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}

/** Bytes, a character each, between quotes; what is not printable ASCII is written as an escape. */
export function quoted(bytes: string): string {
  if (bytes.length < SHORT && isPlain(bytes)) return `"${bytes}"`;
  return `"${bytes.replaceAll(/[^ !#-[\]-~]/g, (byte) => NAMED[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}

/** What a reply is: one line of text, or an array of replies. It is asked for when its turn has come, with the characters that there is room for. */
export type Open<Reply> = (reply: Reply, room: number) => string | readonly Reply[];

/** The lines of a reply, each with its end. Longer text is cut soon after `most` characters. */
export function layOut<Reply>(reply: Reply, open: Open<Reply>, most: number): string {
  const parts: string[] = [];
  write(reply, open, '', most, parts);
  return parts.join('');
}

/** Returns how many characters may follow. The first line goes on where the caller stands; `indent` is for those after it. */
function write<Reply>(reply: Reply, open: Open<Reply>, indent: string, room: number, parts: string[]): number {
  const opened = open(reply, room);
  if (typeof opened === 'string' || opened.length === 0) {
    const line = `${typeof opened === 'string' ? opened : '(empty array)'}\n`;
    parts.push(line);
    return room - line.length;
  }
  const width = String(opened.length).length;
  const deeper = indent + ' '.repeat(width + 2);
  let left = room;
  for (const [index, item] of opened.entries()) {
    if (left < 0) break;
    const head = `${index === 0 ? '' : indent}${String(index + 1).padStart(width)}) `;
    parts.push(head);
    left = write(item, open, deeper, left - head.length, parts);
  }
  return left;
}
