import { format, inspect } from './formatter.ts';
import { ask, print } from './harness.ts';
import { apply, defineProperty, isArray, mapGet, mapSet, NativeMap, NativePromise, numberOf, objectKeys, stringOf, stringRepeat } from './primordials.ts';

// console as Node has it: https://nodejs.org/api/console.html. stdout gets log, info, debug, table, dir; stderr the rest.

/** Milliseconds since the runner started, to the microsecond; only the runner has such a clock. */
export const preciseNow = (): number => numberOf(ask('now'));

let indent = '';
const counts = new NativeMap<string, number>();
const started = new NativeMap<string, number>();

function write(stream: 'stdout' | 'stderr', text: string): void {
  print(stream, `${indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`)}\n`);
}

function formatted(values: unknown[]): string {
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : format(values);
}

function seconds(label: string): string | undefined {
  const start = mapGet(started, label);
  if (start === undefined) return undefined;
  const passed = preciseNow() - start;
  return passed >= 1000 ? `${(passed / 1000).toFixed(3)}s` : `${Number(passed.toFixed(3))}ms`;
}

const out = (...values: unknown[]): void => write('stdout', formatted(values));
const err = (...values: unknown[]): void => write('stderr', formatted(values));

const methods = {
  log: out,
  info: out,
  debug: out,
  error: err,
  warn: err,
  trace: (...values: unknown[]): void => {
    const stack = stringOf(new Error().stack).split('\n').slice(1).join('\n');
    write('stderr', `Trace${values.length ? `: ${formatted(values)}` : ''}${stack && `\n${stack}`}`);
  },
  dir: (value: unknown, options: object = {}): void => write('stdout', inspect(value, { customInspect: value instanceof NativePromise, ...options })),
  dirxml: out,
  assert: (condition?: unknown, ...values: unknown[]): void => {
    if (condition) return;
    if (typeof values[0] === 'string') values[0] = `Assertion failed: ${values[0]}`;
    else values.unshift(values.length ? 'Assertion failed:' : 'Assertion failed');
    apply(err, undefined, values);
  },
  count: (label: unknown = 'default'): void => {
    const name = `${label}`;
    mapSet(counts, name, (mapGet(counts, name) ?? 0) + 1);
    out(`${name}: ${mapGet(counts, name)}`);
  },
  countReset: (label: unknown = 'default'): void => void mapSet(counts, `${label}`, 0),
  time: (label: unknown = 'default'): void => void mapSet(started, `${label}`, preciseNow()),
  timeLog: (label: unknown = 'default', ...values: unknown[]): void => {
    const passed = seconds(`${label}`);
    if (passed) write('stdout', `${label}: ${passed}${values.length ? ` ${formatted(values)}` : ''}`);
  },
  timeEnd: (label: unknown = 'default'): void => {
    const passed = seconds(`${label}`);
    if (passed) write('stdout', `${label}: ${passed}`);
    started.delete(`${label}`);
  },
  group: (...values: unknown[]): void => {
    if (values.length) apply(out, undefined, values);
    indent = stringRepeat(' ', Math.min(indent.length + 2, 80));
  },
  groupCollapsed: (...values: unknown[]): void => apply(methods.group, undefined, values),
  groupEnd: (): void => {
    indent = stringRepeat(' ', Math.max(indent.length - 2, 0));
  },
  table: (rows: unknown, columns?: string[]): void => {
    if (typeof rows !== 'object' || rows === null) return out(rows);
    write('stdout', table(rows, columns));
  },
};

/** Rows and columns as boxes: https://console.spec.whatwg.org/#table, drawn as Node draws them. */
function table(data: object, wanted?: string[]): string {
  const VALUES = 'Values';
  const isIterable = data instanceof Map || data instanceof Set;
  const indexTitle = isIterable ? '(iteration index)' : '(index)';
  const rows: [string, unknown, unknown?][] = data instanceof Map ? [...data].map(([key, value], index) => [`${index}`, value, key])
    : data instanceof Set ? [...data].map((value, index) => [`${index}`, value])
    : isArray(data) ? data.map((value, index) => [`${index}`, value]) : Object.entries(data);
  const columns: string[] = [];
  let hasValues = false;
  for (const [, row] of rows) {
    if (typeof row === 'object' && row !== null) {
      for (const key of wanted ?? objectKeys(row)) if (!columns.includes(key)) columns.push(key);
    }
    else hasValues = true;
  }
  const titles = [indexTitle, ...(data instanceof Map ? ['Key'] : []), ...columns, ...(hasValues ? [VALUES] : [])];
  const lines = rows.map(([index, row, key]) => {
    const isObject = typeof row === 'object' && row !== null;
    return [
      index, ...(data instanceof Map ? [cellText(key)] : []),
      ...columns.map((column) => (isObject && Object.hasOwn(row, column) ? cellText((row as Record<string, unknown>)[column]) : '')),
      ...(hasValues ? [isObject ? '' : cellText(row)] : []),
    ];
  });
  const widths = titles.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]!.length)) + 2);
  const rule = (left: string, middle: string, right: string): string => left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const line = (cells: string[]): string => `│${cells.map((text, column) => ` ${text.padEnd(widths[column]! - 1)}`).join('│')}│`;
  return [rule('┌', '┬', '┐'), line(titles), rule('├', '┼', '┤'), ...lines.map(line), rule('└', '┴', '┘')].join('\n');
}

function cellText(value: unknown): string {
  return inspect(value, { depth: typeof value === 'object' && value !== null && Object.keys(value).length > 2 ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
}
export const console = {} as Record<string, unknown>;
for (const name of objectKeys(methods)) {
  const method = methods[name as keyof typeof methods];
  defineProperty(method, 'name', { value: name });
  defineProperty(console, name, { value: method, writable: true, enumerable: true, configurable: true });
}
defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
