import type { ProgramError } from '../../../../contract/observation.ts';
import { IsolateStopped } from '../../isolate.ts';
import type { ProgramAnswer, ProgramCommand } from '../keyvalue/inside/program.ts';
import type { Instance } from '../keyvalue/run.ts';
import { PROGRAM_BEGINS } from './beginning.ts';

/** What the Redis of a program may have: the default of an isolate (contract/limits.ts). */
export const STORE_MB = 64;
/** A string is copied when it changes, and flattened when it is read: so many times its size has to fit. */
const COPIES = 4;

/** The Redis of a run's program: one isolate for all cases, with a store of its own for each. */
export class ProgramRedis {
  readonly #instance: Instance;

  constructor(take: (memoryMb: number) => Instance) {
    this.#instance = take(STORE_MB);
  }

  /** Begins anew with what a case's data puts there; why that could not be done. Throws IsolateStopped. */
  async open(setup: string, timeMs: number): Promise<ProgramError | undefined> {
    const { error } = await this.#ask<{ error?: string }>('openProgram', [setup, PROGRAM_BEGINS, (STORE_MB * 1024 * 1024) / COPIES], timeMs);
    return error === undefined ? undefined : { name: 'Error', message: `The Redis commands of this exercise cannot be run: ${error}` };
  }

  /** The answer to a command, in JSON. Throws IsolateStopped. */
  async execute(command: ProgramCommand, timeMs: number): Promise<string> {
    return JSON.stringify(await this.#ask<ProgramAnswer>('command', [JSON.stringify(command)], timeMs));
  }

  dispose(): void {
    this.#instance.dispose();
  }

  async #ask<Done>(work: 'openProgram' | 'command', args: (string | number)[], timeMs: number): Promise<Done> {
    const { done, stop } = JSON.parse(String(await this.#instance.harness.run(work, args, timeMs))) as { done?: Done; stop?: string };
    if (stop || done === undefined) throw new IsolateStopped('memory', undefined);
    return done;
  }
}
