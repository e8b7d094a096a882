import { host } from './platform.ts';
import type { HttpRequest } from '../../../../../contract/exercise.ts';
import { serveTests } from './channel.ts';
import { keepFiles, limitFiles } from './files.ts';
import { call, exitStatus, findExitStatus, makeMachine, memoryTop, memoryUsed, startPhp, whereabouts, type Connections, type Machine } from './machine.ts';
import { Output, Utf8 } from './output.ts';
import { sendRequest } from './request.ts';
import { broken, Stop, type Broken } from './stops.ts';

// The harness inside an isolate: one PHP, and what the runner calls. Values cross as JSON texts.

/** PHP's own report of an error that ended a script, or could have. */
/** `compiling`: nothing was running. */
export interface Report { type: number; file: string; line: number; message: string; compiling: boolean }

/** How a script came to its end. */
export interface ScriptEnd {
  exitCode: number;
  /** The first fatal error, if any. */
  fatal?: Report;
  /** PHP ended before the script did, and cannot be used again; `line` is where the script was, in `file`. */
  broken?: Broken; detail?: string; file?: string; line?: number;
  /** Of an HTTP request. */
  response?: { status: number; headers: string[]; body: string };
}

const E_USER_ERROR = 256;
const MAIN = '/app/main.php';
const TESTS = '/internal/tests.php';
const WARM_UP = '/tmp/warm-up.php';
/** An exit code that no other number of PHP's looks like. */
const MARKED_EXIT = 0x5a3c71e9;

const output = new Output();
let machine: Machine;
let stdin = new Uint8Array();
let stdinAt = 0;
let reports: Report[] = [];
/** Where a response's body and headers go, while there is one. */
let response: { body: string; decoder: Utf8; headers: string; headersDecoder: Utf8; room: number } | undefined;
let rewindTo: (() => void) | undefined;
/** PHP that is evaluated before a script is. */
let before = { program: '', readline: '', request: '' };
let namesReadline = false;

const connections: Connections = {
  stdin: () => (stdinAt < stdin.length ? stdin[stdinAt++]! : null),
  stdout(bytes) {
    if (!response) return output.print('stdout', bytes);
    response.room -= bytes.length;
    if (response.room < 0) throw new Stop('output');
    response.body += response.decoder.decode(bytes);
  },
  stderr: (bytes) => output.print('stderr', bytes),
  headers(bytes) {
    if (response) response.headers += response.headersDecoder.decode(bytes);
  },
  fatal: (type, file, line, message) => void reports.push({ type, file, line, message, compiling: whereabouts(machine).file.startsWith('[') }),
};

/** Makes the instance. `given` is what stands in its files before anything runs, and how PHP calls itself. */
async function boot(given: string): Promise<void> {
  const { ini, sapi, mostBytes, php } = JSON.parse(given) as { ini: string; sapi: string; mostBytes: number; php: Record<'program' | 'readline' | 'request' | 'tests' | 'values', string> };
  machine = await makeMachine((globalThis as unknown as { groundworkModule: WebAssembly.Module }).groundworkModule, mostBytes, connections);
  before = { program: withoutTag(php.program), readline: withoutTag(php.readline), request: withoutTag(php.request) };
  const { FS } = machine.glue;
  for (const folder of ['/etc', '/app', '/tmp']) FS.mkdirTree(folder);
  FS.writeFile('/etc/php.ini', ini);
  FS.writeFile(TESTS, php.tests);
  FS.writeFile('/internal/values.php', php.values);
  limitFiles(FS);
  startPhp(machine, sapi, connections);
  warmUp();
}

/** Does once what every run does, so that V8 has compiled it and its memory is there. It opens no stream: the first php://stdin of a PHP is another than the second. */
function warmUp(): void {
  const { FS } = machine.glue;
  FS.writeFile(WARM_UP, `<?php json_decode(json_encode([1, "a" => 1.5]), true); exit(${MARKED_EXIT});`);
  machine.before = { file: WARM_UP, code: '(static function () {})();' };
  run(WARM_UP);
  FS.unlink(WARM_UP);
  findExitStatus(machine, MARKED_EXIT);
}

function withoutTag(php: string): string {
  return php.replace(/^<\?php/, '');
}

/** The learner's files, and how much they may print. */
function load(given: string): void {
  const { files, outputBytes } = JSON.parse(given) as { files: Record<string, string>; outputBytes: number };
  const { FS } = machine.glue;
  for (const [name, text] of Object.entries(files)) {
    const path = `/app/${name}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    FS.writeFile(path, text);
  }
  namesReadline = /\breadline\b/i.test(Object.values(files).join('\n'));
  FS.chdir('/app');
  output.room = outputBytes;
}

/** Keeps memory and files as they are, for `rewind`. */
function keep(): void {
  const top = memoryTop(machine);
  const { low, high } = machine.stack;
  const memory = new Uint8Array(machine.exports.memory.buffer);
  const belowStack = memory.slice(0, low);
  const aboveStack = memory.slice(high, top);
  const restoreFiles = keepFiles(machine.glue.FS);
  rewindTo = () => {
    const now = new Uint8Array(machine.exports.memory.buffer);
    const end = memoryTop(machine);
    now.set(belowStack);
    now.set(aboveStack, high); // nothing is on the stack between two scripts
    if (end > top) now.fill(0, top, end);
    restoreFiles();
  };
}

/** Makes everything as it was at `keep`: the next case finds a PHP that has run nothing. Only after a script that came to its own end. */
function rewind(): void {
  rewindTo!();
}

function run(script: string): ScriptEnd {
  reports = [];
  let end: ScriptEnd;
  try {
    call(machine, 'wasm_set_path_translated', script);
    const code = call(machine, 'wasm_sapi_handle_request');
    end = { exitCode: exitStatus(machine) ?? code };
  } catch (error) {
    end = { exitCode: 255, ...broken(error), ...whereabouts(machine) };
  }
  machine.before = undefined;
  output.end();
  const fatal = reports.find(({ type }) => type !== E_USER_ERROR) ?? reports[0];
  if (fatal && end.exitCode === 255) end.fatal = fatal;
  return end;
}

/** A CLI script. */
function program(given: string): string {
  const { stdin: text, argv } = JSON.parse(given) as { stdin: string; argv: string[] };
  stdin = new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
  stdinAt = 0;
  const list = JSON.stringify(['main.php', ...argv]).replace(/[\\']/g, '\\$&');
  machine.before = { file: MAIN, code: before.program.replace("'ARGV'", () => `'${list}'`) + (namesReadline ? before.readline : '') };
  return JSON.stringify(run(MAIN));
}

/** The calls from `first` on, each told to the runner as it happens. */
function calls(given: string): string {
  const { inputs, first } = JSON.parse(given) as { inputs: unknown[]; first: number };
  serveTests(machine, inputs, first, (kind, text) => {
    output.end();
    host.take(kind, text);
  });
  return JSON.stringify(run(TESTS));
}

function request(given: string): string {
  const { request: sent, room } = JSON.parse(given) as { request: HttpRequest; room: number };
  response = { body: '', decoder: new Utf8(), headers: '', headersDecoder: new Utf8(), room };
  try {
    const free = sendRequest(machine, sent);
    machine.before = { file: MAIN, code: before.request };
    const end = run(MAIN);
    if (!end.broken) free();
    const { status, headers } = (response.headers === '' ? { status: 200, headers: [] } : JSON.parse(response.headers)) as { status: number; headers: string[] };
    end.response = { status, headers, body: response.body + response.decoder.end() };
    return JSON.stringify(end);
  } finally {
    response = undefined;
  }
}

/** After PHP was ended from outside: where it was, and what it had printed. */
function leftBehind(): string {
  output.end();
  return JSON.stringify(whereabouts(machine));
}

const harness = Object.freeze({ boot, load, keep, rewind, program, calls, request, leftBehind, memory: () => memoryUsed(machine) });
(globalThis as unknown as { groundwork: unknown }).groundwork = harness;
