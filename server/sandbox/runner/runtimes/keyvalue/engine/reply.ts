/**
 * What a command answers. The protocol's types (RESP2): a number or bigint is an integer, a string a bulk string (bytes, see bytes.ts),
 * null is nil, an array an array. `set` and `map` are arrays to the protocol too; here it is kept that the order of a set says nothing,
 * and that a map's entries are pairs.
 */
export type Reply = number | bigint | string | null | Reply[] | Status | Failure | SetReply | MapReply;

/** `OK`, `QUEUED`, `PONG`. */
export interface Status { status: string }
/** `ERR …`, `WRONGTYPE …`. */
export interface Failure { error: string }
export interface SetReply { set: string[] }
export interface MapReply { map: [string, Reply][] }

export const OK: Status = { status: 'OK' };

/** Thrown by commands, answered as a Failure. */
export class CommandError extends Error {}

export function isFailure(reply: Reply): reply is Failure {
  return typeof reply === 'object' && reply !== null && 'error' in reply;
}

export const WRONG_TYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value';
export const NOT_AN_INTEGER = 'ERR value is not an integer or out of range';
export const NOT_A_FLOAT = 'ERR value is not a valid float';
export const SYNTAX = 'ERR syntax error';
export const NO_SUCH_KEY = 'ERR no such key';
export const MUST_BE_POSITIVE = 'ERR value is out of range, must be positive';

export function fail(error: string): never {
  throw new CommandError(error);
}
