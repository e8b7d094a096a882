import { Exited, Python, Unanswered, type Made } from './interpreter.ts';
import { Printed } from './printed.ts';

// What the runner calls in an isolate. The realm has nothing of a platform: only V8's own globals and these functions, which the runner
// takes away before learner code runs. What leaves it is text.

/** The question that only hands a message over. */
const TAKE = 'take';
const MESSAGES_IN_FLIGHT = 64;

interface Given extends Record<string, unknown> {
  groundworkModule: WebAssembly.Module;
  groundworkTrampoline: WebAssembly.Module;
  groundworkMemory: ArrayBuffer;
  groundworkLibrary: ArrayBuffer;
}

function taken(name: 'groundworkMemory' | 'groundworkLibrary'): Uint8Array<ArrayBuffer> {
  const found = new Uint8Array((globalThis as unknown as Given)[name]);
  Reflect.deleteProperty(globalThis, name);
  return found;
}

let python: Python;
let printed: Printed;
let fileName = '';

const harness = {
  /** Makes the interpreter from what stands in the globals. */
  open(entry: number, stackPointer: number, thread: number, emit: (kind: string, text: string) => void, ask: (question: string, detail: string) => string): void {
    const given = globalThis as unknown as Given;
    const made: Made = {
      module: given.groundworkModule, trampoline: given.groundworkTrampoline, memory: taken('groundworkMemory'), library: taken('groundworkLibrary'), entry, stackPointer, thread,
    };
    for (const name of ['groundworkModule', 'groundworkTrampoline']) Reflect.deleteProperty(globalThis, name);
    let inFlight = 0;
    printed = new Printed((kind, text) => {
      inFlight = (inFlight + 1) % MESSAGES_IN_FLIGHT;
      if (inFlight > 0) emit(kind, text);
      else ask(TAKE, `${kind} ${text}`); // waits, which keeps a flood from piling up
    });
    python = new Python(made, printed, { elapsed: () => Number(ask('elapsed', '')), random: (count) => ask('random', `${count}`) });
  },

  begin(name: string, memoryBytes: number, outputCharacters: number): void {
    fileName = name;
    python.allow(memoryBytes);
    printed.allow(outputCharacters);
  },

  put(path: string, text: string): void {
    python.put(path, text);
  },

  stdin(text: string): void {
    python.giveInput(text);
  },

  /** Puts the interpreter back; its first memory stands in a global again. */
  rewind(): void {
    python.rewind(taken('groundworkMemory'));
  },

  /** What the Python harness answers, or how the interpreter came to its end: `{"died":"exit"|"trap", …}`. */
  ask(request: string): string {
    try {
      return python.ask(request);
    } catch (error) {
      if (error instanceof Exited) return JSON.stringify({ died: 'exit', code: error.code });
      if (error instanceof Unanswered) return JSON.stringify({ died: 'unanswered' });
      if (error instanceof RangeError) return JSON.stringify({ died: 'stack' });
      return JSON.stringify({ died: 'trap', message: String(error) });
    } finally {
      printed.flush();
    }
  },

  /** After the program was stopped: what it printed last, and its line, 0 when it has none. */
  stopped(): number {
    printed.flush();
    return python.lineOf(fileName);
  },

  grown: (): number => python.grown,
  capped: (): boolean => python.capped,
};

Object.defineProperty(globalThis, '__groundwork', { value: Object.freeze(harness), configurable: true });
