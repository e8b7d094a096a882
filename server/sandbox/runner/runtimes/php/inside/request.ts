import type { HttpRequest } from '../../../../../contract/exercise.ts';
import { call, type Machine } from './machine.ts';

/** Tells PHP what the next request is, as a web server would. Returns what has to be done when it is over. */
export function sendRequest(machine: Machine, { method, path, headers: given, body = '' }: HttpRequest): () => void {
  const headers = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const question = path.indexOf('?');
  const query = question < 0 ? '' : path.slice(question + 1);
  const server = (name: string, value: string): void => void call(machine, 'wasm_add_SERVER_entry', name, value);
  call(machine, 'wasm_set_request_uri', path);
  call(machine, 'wasm_set_query_string', query);
  call(machine, 'wasm_set_request_method', method);
  call(machine, 'wasm_set_request_host', headers.get('host') ?? 'localhost');
  call(machine, 'wasm_set_request_port', 80);
  const cookies = headers.get('cookie');
  if (cookies !== undefined) call(machine, 'wasm_set_cookies', cookies);
  const type = headers.get('content-type');
  if (type !== undefined) {
    call(machine, 'wasm_set_content_type', type);
    server('CONTENT_TYPE', type);
  }
  server('PATH_INFO', decoded(question < 0 ? path : path.slice(0, question)));
  server('SCRIPT_NAME', '/main.php');
  server('PHP_SELF', '/main.php');
  server('DOCUMENT_ROOT', '/app');
  server('SERVER_NAME', 'localhost');
  server('SERVER_PROTOCOL', 'HTTP/1.1');
  server('REMOTE_ADDR', '127.0.0.1');
  for (const [name, value] of headers) {
    if (name !== 'content-type' && name !== 'content-length') server(`HTTP_${name.toUpperCase().replaceAll('-', '_')}`, value);
  }
  if (body === '') return () => {};
  const bytes = new TextEncoder().encode(`${body}\0`);
  const pointer = machine.exports.malloc(bytes.length);
  new Uint8Array(machine.exports.memory.buffer).set(bytes, pointer);
  call(machine, 'wasm_set_request_body', pointer);
  call(machine, 'wasm_set_content_length', bytes.length - 1);
  server('CONTENT_LENGTH', String(bytes.length - 1));
  return () => machine.exports.free(pointer);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
