import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openCluster } from '../../server/database/cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a Postgres that runs as long as the tests do; ask for a database with openTestDatabase(). */
    postgresUrl: string;
  }
}

/** One real Postgres for all HTTP tests, in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-test-postgres-'));
  const cluster = await openCluster(folder);
  project.provide('postgresUrl', cluster.url);
  // When the tests are cut off, nobody calls what is returned below.
  const cutOff = () => {
    process.kill(Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', cutOff);
  return async () => {
    process.off('exit', cutOff);
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
