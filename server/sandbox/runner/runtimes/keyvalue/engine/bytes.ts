// Redis's strings are bytes. Here they are JavaScript strings of characters 0 to 255, a byte each: compact, and compared as bytes are.

const ASCII = /^[\0-\x7f]*$/;
/** In a fresh isolate a regular expression is compiled when it is first used, which takes longer than looking at short texts. */
const SHORT = 100;

function isAscii(text: string): boolean {
  if (text.length > SHORT) return ASCII.test(text);
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** Text as the bytes of its UTF-8. A lone surrogate U+DC80 to U+DCFF is the byte 80 to FF, as `asText` writes it. */
export function asBytes(text: string): string {
  if (isAscii(text)) return text;
  let bytes = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes += character;
    else if (code < 0x800) bytes += String.fromCharCode(0xc0 | (code >> 6), low(code, 0));
    else if (code >= 0xdc80 && code <= 0xdcff) bytes += String.fromCharCode(code & 0xff);
    else if (code < 0x10000) bytes += String.fromCharCode(0xe0 | (code >> 12), low(code, 6), low(code, 0));
    else bytes += String.fromCharCode(0xf0 | (code >> 18), low(code, 12), low(code, 6), low(code, 0));
  }
  return bytes;
}

function low(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f);
}

/** Bytes read as UTF-8; a byte that belongs to no character becomes U+DC00 plus its value, so that nothing is lost. */
export function asText(bytes: string): string {
  if (isAscii(bytes)) return bytes;
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthOfCharacter(bytes, at);
    const first = bytes.charCodeAt(at);
    if (length === 1) text += first < 0x80 ? bytes[at]! : String.fromCharCode(0xdc00 + first);
    else {
      let code = first & (0xff >> (length + 1));
      for (let next = at + 1; next < at + length; next += 1) code = (code << 6) | (bytes.charCodeAt(next) & 0x3f);
      text += String.fromCodePoint(code);
    }
    at += length;
  }
  return text;
}

/** 1 also for a byte that begins no character: https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/, table 3-7. */
function lengthOfCharacter(bytes: string, at: number): number {
  const first = bytes.charCodeAt(at);
  const length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
  for (let next = 1; next < length; next += 1) {
    const byte = bytes.charCodeAt(at + next);
    const least = next > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const most = next > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (!(byte >= least && byte <= most)) return 1;
  }
  return length;
}
