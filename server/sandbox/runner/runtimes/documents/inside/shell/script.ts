import { isError } from '../../../javascript/inside/encode.ts';
import { errorText } from '../../../javascript/inside/thrown.ts';
import { mayHoldCommands, rewrite } from '../statements.ts';

// Runs a script. Each value that stands by itself is handed to `show`, by way of a parameter with a name that nobody writes.

const SHOW = 'ˍshow';
const COMMAND = 'ˍcommand';
// oxlint-disable-next-line no-eval -- what the learner wrote is what this isolate is there to run
const indirectly = eval;

export interface Shown { show(value: unknown): void; command(...words: string[]): void }

/** From a place in what V8 runs to the one in what was written; set by the script that runs. */
let place: (line: number, column: number) => number = (_, column) => column;
let running = '';

/**
 * Evaluates a script in the global scope of the context, sloppily as mongosh does. Its own declarations are gone afterwards. `code` has
 * been compiled before, apart from the shell's commands in it.
 */
export function runScript(code: string, fileName: string, shown: Shown): void {
  const rewritten = rewrite(code, { show: SHOW, command: COMMAND });
  const opening = `(function (${SHOW}, ${COMMAND}) {`;
  running = fileName;
  place = (line, column) => rewritten.column(line, line === 1 ? column - opening.length : column);
  const work = indirectly(`${opening}${rewritten.code}\n})\n//# sourceURL=${fileName}`) as (show: Shown['show'], command: Shown['command']) => void;
  work(shown.show, shown.command);
}

/** The same for a script whose values nobody is shown. */
export function runQuietly(code: string, fileName: string, command: Shown['command']): void {
  if (mayHoldCommands(code)) return runScript(code, fileName, { show() {}, command });
  running = fileName;
  place = (_, column) => column;
  indirectly(`${code}\n//# sourceURL=${fileName}`);
}

const FRAMES = 20;

/** Makes `error.stack` show only what belongs to the script, at the places where it was written: V8 asks here when a stack is first read. */
export function placeFrames(): void {
  Object.defineProperty(Error, 'prepareStackTrace', {
    value: (error: unknown, frames: NodeJS.CallSite[]) => {
      let text = headline(error);
      let shown = 0;
      for (const frame of frames) {
        if (frame.getScriptNameOrSourceURL() !== running || shown === FRAMES) continue;
        const line = frame.getLineNumber() ?? 1;
        const name = frame.getFunctionName();
        const where = `${running}:${line}:${place(line, frame.getColumnNumber() ?? 1)}`;
        text += `\n    at ${name && name !== 'eval' ? `${name} (${where})` : where}`;
        shown += 1;
      }
      return text;
    },
    writable: true, configurable: true,
  });
}

function headline(error: unknown): string {
  try {
    const { name, message } = error as { name: unknown; message: unknown };
    return `${String(name)}: ${String(message)}`;
  } catch {
    return 'Error';
  }
}

/** What is told of an error, before it is placed: its own words, MongoDB's number for it, and what a validator found. */
export interface RawQueryError { name: string; message: string; stack: string; code: string; detail?: string; codeName?: string }

export function rawError(error: unknown): RawQueryError {
  const raw = JSON.parse(errorText(error)) as { name: string; message: string; stack: string };
  const code = isError(error) ? numberOf(error) : undefined;
  const codeName = isError(error) ? ownText(error, 'codeName') : undefined;
  const detail = isError(error) ? validationDetail(error) : undefined;
  return { ...raw, code: code ?? (/^\w{1,40}$/.test(raw.name) ? raw.name : 'Error'), ...(codeName === undefined ? {} : { codeName }), ...(detail === undefined ? {} : { detail }) };
}

function ownText(error: object, key: string): string | undefined {
  try {
    const value = (error as Record<string, unknown>)[key];
    return typeof value === 'number' || typeof value === 'string' ? String(value).slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}

/** MongoDB's number for an error, as a text. */
function numberOf(error: object): string | undefined {
  const code = ownText(error, 'code');
  return code !== undefined && /^\d{1,9}$/.test(code) ? code : undefined;
}

const DETAIL_CHARACTERS = 400;

/** In which fields a document fails its validator. */
function validationDetail(error: object): string | undefined {
  try {
    const { details } = (error as { errInfo?: { details?: unknown } }).errInfo ?? {};
    if (typeof details !== 'object' || details === null) return undefined;
    const rules = (details as { schemaRulesNotSatisfied?: unknown[] }).schemaRulesNotSatisfied;
    const text = rules ? rules.map((rule) => ruleText(rule, '')).join('; ') : JSON.stringify(details);
    return text.slice(0, DETAIL_CHARACTERS);
  } catch {
    return undefined;
  }
}

interface Rule {
  operatorName?: string; missingProperties?: unknown[]; additionalProperties?: unknown[]; propertiesNotSatisfied?: { propertyName: string; details: unknown[] }[];
  reason?: string; specifiedAs?: object; details?: unknown[]; itemIndex?: number;
}

function ruleText(given: unknown, path: string): string {
  const rule = given as Rule;
  const at = path === '' ? '' : `${path}: `;
  if (rule.missingProperties) return `${at}missing ${rule.missingProperties.join(', ')}`;
  if (rule.operatorName === 'additionalProperties' && rule.additionalProperties) return `${at}not allowed: ${rule.additionalProperties.join(', ')}`;
  if (rule.propertiesNotSatisfied) {
    return rule.propertiesNotSatisfied.flatMap(({ propertyName, details }) => details.map((each) => ruleText(each, path === '' ? propertyName : `${path}.${propertyName}`))).join('; ');
  }
  if (rule.details) return rule.details.map((each) => ruleText(each, `${path}.${rule.itemIndex ?? ''}`)).join('; ');
  return `${at}${rule.reason ?? rule.operatorName ?? ''} ${JSON.stringify(rule.specifiedAs ?? {})}`.trim();
}
