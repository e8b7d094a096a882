import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { StartProblem } from './errors.ts';
import { type LogLevel, logLevels } from './logging/log.ts';

/** What the operator has decided, read once at the start. Paths are absolute. */
export interface Settings {
  port: number;
  /** Only this machine by default: a server that runs other people's code should not be opened to a network by accident. */
  host: string;
  /** Absent: the embedded Postgres under `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  curriculumDir: string;
  runners: number;
  /** MB that instances of Python, PHP and their like, made ahead of the runs that will use them, may take; absent: the sandbox decides. */
  aheadMb?: number;
  /** Of one learner; 0 means no limit. */
  runsPerMinute: number;
  /** Absent: made once and kept in `dataDir`. */
  sessionSecret?: string;
  /** The address learners use, without a path, when a proxy stands in front. */
  publicUrl?: string;
  github?: { clientId: string; clientSecret: string };
  smtpUrl?: string;
  /** From which severity on the server writes down what happens. */
  logLevel: LogLevel;
}

const SECRET_LENGTH = 32; // characters; half of them in hexadecimal would still be 64 bits

const wholeNumber = (least: number, most: number) => z.string()
  .regex(/^\d+$/, `must be a whole number from ${least} to ${most}`)
  .transform(Number)
  .refine((number) => number >= least && number <= most, `must be a whole number from ${least} to ${most}`);

const address = (schemes: string[], what: string) => z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && schemes.includes(url.protocol) && url.hostname !== '';
}, what);

const schema = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/, 'must be an address or a host name, such as 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'must look like postgres://user:password@host:5432/database').optional(),
  DATA_DIR: z.string().default('.data'),
  CURRICULUM_DIR: z.string().default('curriculum').refine(isFolder, { error: ({ input }) => `must be a folder, and there is none at ${resolve(String(input))}` }),
  RUNNERS: wholeNumber(1, 256).default(availableParallelism()),
  AHEAD_MB: wholeNumber(0, 1_000_000).optional(),
  RUNS_PER_MINUTE: wholeNumber(0, 100_000).default(60),
  SESSION_SECRET: z.string().min(SECRET_LENGTH, `must have at least ${SECRET_LENGTH} characters`).optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  PUBLIC_URL: address(['http:', 'https:'], 'must look like https://learn.example.org').optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  SMTP_URL: address(['smtp:', 'smtps:'], 'must look like smtp://user:password@host:587').optional(),
}).superRefine((env, context) => {
  const pair = ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'] as const;
  for (const [given, missing] of [pair, [pair[1], pair[0]]] as const) {
    if (env[given] !== undefined && env[missing] === undefined) context.addIssue({ code: 'custom', path: [missing], message: `must be given together with ${given}` });
  }
});

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Reads the settings from environment variables; an empty variable counts as absent.
 * @throws StartProblem with one line for every variable that is wrong
 */
export function readEnv(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new StartProblem(`The settings cannot be used:\n${[...new Set(lines)].join('\n')}`);
  }
  const values = result.data;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(values.DATA_DIR),
    curriculumDir: resolve(values.CURRICULUM_DIR),
    runners: values.RUNNERS,
    aheadMb: values.AHEAD_MB,
    runsPerMinute: values.RUNS_PER_MINUTE,
    sessionSecret: values.SESSION_SECRET,
    publicUrl: values.PUBLIC_URL === undefined ? undefined : new URL(values.PUBLIC_URL).origin,
    github: values.GITHUB_CLIENT_ID === undefined || values.GITHUB_CLIENT_SECRET === undefined
      ? undefined : { clientId: values.GITHUB_CLIENT_ID, clientSecret: values.GITHUB_CLIENT_SECRET },
    smtpUrl: values.SMTP_URL,
    logLevel: values.LOG_LEVEL,
  };
}
