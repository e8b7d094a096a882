import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import type { Listener, Runtime } from '../../runtime.ts';
import { Instance, readParts, type Parts } from './instance.ts';
import { Run } from './run.ts';

/** Uses what most programs use: V8 compiles a function of the interpreter when it is first called, once for all instances in a process. */
const OFTEN_USED = `
import json, re, datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
@dataclass
class Book:
    title: str
    price: float = 1.5
def work(books, *more, **named):
    try:
        return sorted((f"{book.title!r:>8}" for book in books), key=str.lower)[::-1] or [x / 0 for x in more]
    except (ZeroDivisionError, KeyError) as error:
        return str(error)
print(work([Book("a"), Book("b", 2)]), work([], 1), json.loads(json.dumps({"a": [1, 2.5, None]})), {1, 2} | {3}, 7 // 2, "a,b".split(","))
print(re.sub(r"\\d+", "x", "a1"), Counter("abca").most_common(1), datetime.date(2024, 1, 2).isoformat(), sum(map(int, "123")), input())
with open("warm.txt", "w") as file: file.write("text")
print(open("warm.txt").read())
raise ValueError("warm")
`;

function warmUp(instance: Instance): void {
  instance.harness.call('begin', ['main.py', 0, -1]); // what it prints goes nowhere
  instance.harness.call('stdin', ['x']);
  instance.harness.call('ask', [JSON.stringify({ do: 'load', as: 'program', code: OFTEN_USED, fileName: 'main.py', argv: [] })]);
  instance.rewind();
}

/** Python: CPython as WebAssembly, in an isolate of its own for every run, started from the memory of an interpreter that has loaded everything. */
export class Python implements Runtime {
  readonly #folder: string;
  #parts: Parts | undefined;
  #ahead: Instance | undefined;
  #over: Instance[] = [];
  #running: Run | undefined;

  /** `folder` holds what prepare/python.ts made; it is read when Python is first needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    this.#free();
    this.#ahead ??= this.#make();
  }

  async observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const instance = this.#ahead ?? this.#make();
    this.#ahead = undefined;
    const run = new Run({ instance, request, listener, begin });
    this.#running = run;
    try {
      return await run.observe();
    } finally {
      this.#running = undefined;
      this.#over.push(instance);
    }
  }

  stop(): void {
    this.#running?.dispose();
  }

  drop(): void {
    this.#free();
    this.#ahead?.dispose();
    this.#ahead = undefined;
    this.#parts = undefined;
  }

  #make(): Instance {
    if (this.#parts) return new Instance(this.#parts);
    this.#parts = readParts(this.#folder);
    const first = new Instance(this.#parts);
    warmUp(first);
    return first;
  }

  #free(): void {
    for (const instance of this.#over) instance.dispose();
    this.#over = [];
  }
}
