import { destination, type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

/** What the server writes down about itself. JSON lines, one event each; a learner's code is never in them. */
export type Log = Logger;

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** @param to where the lines go; each is one JSON text with its line end */
export function openLog(level: LogLevel, to: DestinationStream): Log {
  return pino({
    level,
    base: null, // whoever collects the lines knows the machine and the process
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describe },
  }, to);
}

/** Straight to the file or pipe, each line whole and at once; a reader that has gone away is no trouble. */
export function standardOutput(): DestinationStream {
  return destination({ dest: 1, sync: true });
}

/** Where lines go that nobody opened a log for: errors only, apart from what the program prints. */
export function fallbackLog(): Log {
  return openLog('error', process.stderr);
}

/** For a person at a terminal: the time of day, what happened, and what it is about. */
export function asSentences(to: { write(text: string): unknown }): DestinationStream {
  return {
    write(line: string) {
      const { time, level, msg, err, ...about } = JSON.parse(line) as { time: string; level: string; msg: string; err?: Described } & Record<string, unknown>;
      const facts = Object.entries(about).filter(([name]) => !OF_MACHINES.has(name)).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
      const words = [new Date(time).toTimeString().slice(0, 8), ...(level === 'info' || level === 'debug' ? [] : [level]), msg, ...(facts.length > 0 ? [`(${facts.join(', ')})`] : [])];
      to.write(`${words.join(' ')}\n${err ? `${err.stack}\n` : ''}`);
    },
  };
}

/** In the message already, or of use to programs only. */
const OF_MACHINES = new Set(['method', 'route', 'status', 'ms', 'learner']);

interface Described { type: string; stack: string; query?: string }

/**
 * An error with its causes. What a failed query was given stays out of it, because that is learners' code: Drizzle's message
 * holds it, and so do the driver's own fields, so that of a query only its text, which has placeholders, is kept.
 */
function describe(error: unknown): Described {
  const chain: string[] = [];
  let query: string | undefined;
  for (let cause = error; cause !== undefined && chain.length < MOST_CAUSES; cause = cause instanceof Error ? cause.cause : undefined) {
    if (cause instanceof Error && 'query' in cause && 'params' in cause) {
      query = String(cause.query);
      chain.push(`${cause.name}: a query failed`);
    } else {
      chain.push(cause instanceof Error ? cause.stack ?? String(cause) : `thrown: ${typeof cause}`);
    }
  }
  return { type: error instanceof Error ? error.name : typeof error, stack: chain.join('\ncaused by '), ...(query !== undefined && { query }) };
}

const MOST_CAUSES = 8; // an error can be its own cause
