import { z } from 'zod';
import { inWebAssembly, isQueryRuntime, type Runtime } from './runtimes.ts';

/** Every figure that bounds a run: unit in the name, default and ceiling from design.md. */
export const CPU_MS = { default: 2_000, ceiling: 10_000 };
/** `default` is an isolate's; a runtime that is a WebAssembly build carries its language with it and needs `instance`. */
export const MEMORY_MB = { default: 64, instance: 192, ceiling: 256 };
/** `rows` is the default of a runtime whose answers are rows: they count as output, beside what of them is printed. */
export const OUTPUT_BYTES = { default: 64 * 1024, rows: 1024 * 1024, ceiling: 1024 * 1024 };
/** What a request may carry as code; longer code is refused before it is stored or run. */
export const CODE_BYTES = { default: 64 * 1024, ceiling: 256 * 1024 };
export const RUNS_AT_A_TIME = 2;
export const QUEUE_PER_RUNNER = 16;

export const limitsSchema = z.object({
  timeMs: z.number().int().min(50).max(CPU_MS.ceiling).default(CPU_MS.default),
  memoryMb: z.number().int().min(16).max(MEMORY_MB.ceiling).default(MEMORY_MB.default),
  outputBytes: z.number().int().min(1024).max(OUTPUT_BYTES.ceiling).default(OUTPUT_BYTES.default),
});

export type Limits = z.infer<typeof limitsSchema>;

export const defaultLimits: Limits = limitsSchema.parse({});

/** The limits of a run: what an author decided, and the defaults of the runtime. */
export function limitsFor(runtime: Runtime, given: Partial<Limits> = {}): Limits {
  const outputBytes = isQueryRuntime(runtime) ? OUTPUT_BYTES.rows : OUTPUT_BYTES.default;
  return { ...defaultLimits, memoryMb: inWebAssembly.has(runtime) ? MEMORY_MB.instance : MEMORY_MB.default, outputBytes, ...given };
}
