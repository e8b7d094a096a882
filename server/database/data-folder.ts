import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartProblem } from '../errors.ts';

/**
 * Makes the folder when it is missing and makes sure that files can be created in it.
 * @throws StartProblem when it cannot be used
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartProblem(`The data folder ${folder} cannot be written (${reason(cause)}); set DATA_DIR to a folder that this user may write.`, { cause });
  }
}

/** Level by level: Node's own recursive mkdir never ends where the parent is there and takes no folders, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (isCode(error, 'EEXIST') && (await stat(folder)).isDirectory()) return;
    if (!isCode(error, 'ENOENT') || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder).catch((again: unknown) => {
      if (!isCode(again, 'EEXIST')) throw again;
    });
  }
}

/**
 * A random secret that stays the same from start to start, in a file that only its owner can read.
 * @returns 64 hexadecimal digits
 */
export async function keepSecret(folder: string, name: string): Promise<string> {
  const file = join(folder, name);
  try {
    // `wx` lets exactly one of several servers write it; the others read what that one wrote.
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) throw new StartProblem(`The file ${file} cannot be written (${reason(cause)}).`, { cause });
  }
  return readSecret(file);
}

async function readSecret(file: string): Promise<string> {
  for (let tries = 0; tries < 20; tries += 1) {
    const secret = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new StartProblem(`The file ${file} cannot be read (${reason(cause)}); it belongs to the user who first started the server.`, { cause });
    });
    if (secret.length >= 32) return secret;
    await new Promise((resolve) => setTimeout(resolve, 10)); // another server has created it and is about to fill it
  }
  throw new StartProblem(`The file ${file} is damaged: it should hold 64 hexadecimal digits.`);
}

/** The short form of a system error: its code, else its message. */
export function reason(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
