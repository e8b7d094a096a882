import { encodeValue, functionName, isError } from './encode.ts';
import { jsonStringify, stringOf, stringSlice } from './primordials.ts';

const CHARACTERS = 16_384;

/** Name, message and raw stack of whatever was thrown, as JSON; the runner reads the position from the stack. */
export function errorText(error: unknown): string {
  const isReal = isError(error);
  const name = isReal ? property(error, 'name') ?? 'Error' : 'Thrown value';
  const message = isReal ? property(error, 'message') ?? '' : thrownText(error);
  const stack = isReal ? property(error, 'stack') ?? '' : '';
  return `{"name":${jsonStringify(name)},"message":${jsonStringify(message)},"stack":${jsonStringify(stack)}}`;
}

function property(error: object, key: string): string | undefined {
  try {
    const value = (error as Record<string, unknown>)[key];
    return value === undefined ? undefined : stringSlice(stringOf(value), 0, CHARACTERS);
  } catch {
    return undefined;
  }
}

function thrownText(value: unknown): string {
  if (typeof value === 'string') return stringSlice(value, 0, CHARACTERS);
  if (typeof value === 'function') return `[Function: ${functionName(value)}]`;
  return stringSlice(encodeValue(value), 0, CHARACTERS);
}
