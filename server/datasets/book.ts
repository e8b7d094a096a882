import { setTimeout as sleep } from 'node:timers/promises';
import type { Exercise } from '../contract/exercise.ts';
import type { Content, Dataset } from '../contract/dataset.ts';
import { CPU_MS, limitsFor, OUTPUT_BYTES } from '../contract/limits.ts';
import type { QueryRuntime } from '../contract/runtimes.ts';
import type { Sandbox } from '../contract/sandbox.ts';
import { SandboxBusy } from '../errors.ts';
import { catalogueQuery, readCatalogue } from './catalogue.ts';
import { collectionsScript, readCollections } from './collections.ts';
import { contentOf, type Data, setupOf, visibleData } from './data.ts';
import type { DatasetMemory } from './memory.ts';

/** Each is some KB; more than a curriculum has, so that only leftovers of edited files are ever dropped. */
const REMEMBERED = 500;
/** How long a page waits for what nobody has looked at yet. */
const PATIENCE_MS = 700;
/** How often it is looked whether the runners are idle while databases are looked at ahead. */
const LOOK_MS = 250;

/** How a database is asked what is in it, and what the cells of the last answer's first column come to. Of keys, the commands that set them tell most. */
const questions: Partial<Record<QueryRuntime, { code: string; read: (cells: string[]) => Content | undefined }>> = {
  sql: { code: catalogueQuery, read: ([cell = '']) => { const tables = readCatalogue(cell); return tables && { tables, collections: [] }; } },
  documents: { code: collectionsScript, read: (cells) => { const collections = readCollections(cells); return collections && { tables: [], collections }; } },
};

export function canBeAsked({ runtime }: Pick<Data, 'runtime'>): boolean {
  return questions[runtime] !== undefined;
}

/**
 * What is in databases, as they tell themselves. Each database is made once, in a run that holds nothing of a learner's; asks that
 * come meanwhile share that run, and a memory keeps what came of it.
 */
export class DatasetBook {
  readonly #sandbox: Sandbox;
  readonly #memory: DatasetMemory | undefined;
  readonly #known = new Map<string, Promise<Content | undefined>>();

  constructor(sandbox: Sandbox, memory?: DatasetMemory) {
    this.#sandbox = sandbox;
    this.#memory = memory;
  }

  /**
   * What is in a database; undefined when it cannot be made, which the curriculum's check tells the author, or not be asked.
   * @param signal ends the run, for whoever waits for it
   * @throws SandboxBusy when the queue is full
   */
  async find(data: Data, signal?: AbortSignal): Promise<Content | undefined> {
    const key = contentOf(data);
    const kept = this.#memory?.find(key);
    if (kept) return kept;
    const known = this.#known.get(key) ?? this.#run(key, data, signal);
    // The least recently used is dropped first.
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    try {
      return await known;
    } catch (error) {
      if (this.#known.get(key) === known) this.#known.delete(key);
      throw error;
    }
  }

  /** Datasets of one database; undefined when one of them cannot be had. @throws SandboxBusy when the queue is full */
  async datasets(all: Data[]): Promise<Dataset[] | undefined> {
    const datasets = await Promise.all(all.map(async (data) => {
      const content = await this.find(data);
      return content && { name: data.name, ...content };
    }));
    return datasets.every((dataset) => dataset !== undefined) ? datasets : undefined;
  }

  /** Looks at the databases of exercises one after the other, whenever no runner has anything else to do. Never rejects. */
  async lookAhead(exercises: Iterable<Exercise>, signal: AbortSignal): Promise<void> {
    for (const data of [...exercises].flatMap(visibleData).filter(canBeAsked)) {
      if (this.#known.has(contentOf(data)) || this.#memory?.find(contentOf(data))) continue;
      // With a pause each time, so that whoever comes then finds a runner free.
      do {
        await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
      } while (!signal.aborted && (this.#sandbox.busy > 0 || this.#sandbox.queued > 0));
      if (signal.aborted) return;
      await this.find(data, signal).catch(() => undefined);
    }
  }

  async #run(key: string, data: Data, signal: AbortSignal | undefined): Promise<Content | undefined> {
    const { runtime } = data;
    const question = questions[runtime];
    if (!question) return undefined;
    const outcome = await this.#sandbox.run({
      runtime, code: question.code, files: {}, limits: limitsFor(runtime, { timeMs: CPU_MS.ceiling, outputBytes: OUTPUT_BYTES.ceiling }),
      inputs: [{ kind: 'query', setup: setupOf(data), attempts: [], explain: false }],
    }, { owner: 'datasets', ...(signal && { signal }) });
    // What ended the run may have been the machine's doing; the next ask tries again.
    if (outcome.stop.reason !== 'finished') throw new SandboxBusy('The data could not be looked at.', 1);
    const [observation] = outcome.observations;
    if (observation?.ended !== 'answered' || observation.error) return undefined;
    const cells = observation.results.at(-1)?.rows.map(([cell]) => cell ?? '');
    const content = cells && question.read(cells);
    if (content) this.#memory?.keep(key, content);
    return content;
  }
}

/** What a page is shown without when it is not there soon, or cannot be had at all. Never rejects. */
export async function soon<Found>(finding: Promise<Found>): Promise<Found | undefined> {
  const late = new AbortController();
  try {
    return await Promise.race([finding, sleep(PATIENCE_MS, undefined, { signal: late.signal })]);
  } catch {
    return undefined; // a busy sandbox: the page says the same in another way
  } finally {
    late.abort();
  }
}
