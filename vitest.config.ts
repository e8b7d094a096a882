import { defineConfig } from 'vitest/config';

// One project per kind of test, so that each can be run alone: `npx vitest run --project sandbox`.
const project = (name: string, include: string[], more: object = {}) => ({ test: { name, include, setupFiles: ['test/support/property-seed.ts'], ...more } });

const LONG = ['test/sandbox/hostile/{python,php}.test.ts', 'test/sandbox/sql/hostile/*.test.ts', 'test/sandbox/{python,php}/**/fidelity.test.ts', 'test/sandbox/keyvalue/against-redis*.test.ts', 'test/sandbox/{documents,keyvalue,database}/hostile.test.ts'];

// Whole servers that are started, stopped and cut off from their database, as an operator does.
const SERVERS = ['test/http/{start,doctor,silent-database}.test.ts'];

export default defineConfig({
  test: {
    // Most tests wait for processes of their own more than they compute; one worker for each core leaves none of them idle.
    maxWorkers: '100%',
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      project('unit', ['test/*.test.ts', 'test/rules/**/*.test.{ts,tsx}', 'test/curriculum/**/*.test.ts', 'test/pages/**/*.test.{ts,tsx}'], { testTimeout: 30_000 }),
      project('sandbox', ['test/sandbox/**/*.test.ts'], { testTimeout: 30_000, exclude: LONG }),
      // Attacks by the dozen and programs by the hundred, whose time is part of what is tested: by themselves, one file after the other.
      project('languages', LONG, { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false }),
      project('http', ['test/http/**/*.test.{ts,tsx}'], { testTimeout: 30_000, hookTimeout: 60_000, globalSetup: ['test/support/postgres.ts'], exclude: SERVERS }),
      project('servers', SERVERS, { testTimeout: 30_000, hookTimeout: 60_000, globalSetup: ['test/support/postgres.ts'] }),
      project('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
    ],
  },
});
