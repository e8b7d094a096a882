import { isAbsolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnv } from '../../server/env.ts';
import { StartProblem } from '../../server/errors.ts';

test('nothing set: this machine only, port 3000, the embedded database, a runner for each core', () => {
  const settings = readEnv({ PATH: '/bin', PORT: '  ' });
  expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', runsPerMinute: 60, logLevel: 'info', databaseUrl: undefined, publicUrl: undefined, github: undefined });
  expect(settings.runners).toBeGreaterThan(0);
  expect([settings.dataDir, settings.curriculumDir].every(isAbsolute)).toBe(true);
});

test('everything set', () => {
  expect(readEnv({
    PORT: '8080', HOST: '0.0.0.0', DATABASE_URL: 'postgres://a:b@db:5433/c', DATA_DIR: '/var/data', CURRICULUM_DIR: '/usr', RUNNERS: '3', AHEAD_MB: '100', RUNS_PER_MINUTE: '0',
    SESSION_SECRET: 's'.repeat(32), PUBLIC_URL: 'https://learn.example.org/', GITHUB_CLIENT_ID: 'i', GITHUB_CLIENT_SECRET: 's', SMTP_URL: 'smtp://mail:587', LOG_LEVEL: 'warn',
  })).toEqual({
    port: 8080, host: '0.0.0.0', databaseUrl: 'postgres://a:b@db:5433/c', dataDir: '/var/data', curriculumDir: '/usr', runners: 3, aheadMb: 100, runsPerMinute: 0,
    sessionSecret: 's'.repeat(32), publicUrl: 'https://learn.example.org', github: { clientId: 'i', clientSecret: 's' }, smtpUrl: 'smtp://mail:587', logLevel: 'warn',
  });
});

describe('a wrong variable is named, with what it must be', () => {
  test.each([
    ['PORT', '70000', 'from 0 to 65535'], ['PORT', '-1', 'from 0 to 65535'], ['PORT', '3e3', 'from 0 to 65535'], ['HOST', 'a b', 'host name'],
    ['DATABASE_URL', 'mysql://x', 'postgres://'], ['RUNNERS', '0', 'from 1 to 256'], ['AHEAD_MB', '1.5', 'from 0'], ['RUNS_PER_MINUTE', 'many', 'from 0'], ['SESSION_SECRET', 'short', '32 characters'],
    ['PUBLIC_URL', 'learn.example.org', 'https://'], ['SMTP_URL', 'http://x', 'smtp://'], ['CURRICULUM_DIR', '/no/such/folder', 'must be a folder'], ['LOG_LEVEL', 'loud', 'debug, info, warn, error, silent'], ['GITHUB_CLIENT_ID', 'x', 'GITHUB_CLIENT_SECRET must be given'],
  ])('%s=%s', (name, value, says) => {
    expect(() => readEnv({ [name]: value })).toThrow(StartProblem);
    expect(() => readEnv({ [name]: value })).toThrow(says);
  });

  test('and all of them at once', () => {
    const read = () => readEnv({ PORT: 'x', RUNNERS: 'y', PUBLIC_URL: 'z' });
    for (const name of ['PORT', 'RUNNERS', 'PUBLIC_URL']) expect(read).toThrow(name);
  });
});
