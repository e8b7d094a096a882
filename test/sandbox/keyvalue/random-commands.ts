import * as fc from 'fast-check';
import type { Comparison } from './sequences.ts';

/** What may stand for a word in capitals within a template below. */
const words: Record<string, fc.Arbitrary<string>> = {
  KEY: fc.constantFrom('a', 'b', 'c'),
  TEXT: fc.constantFrom('x', 'y', 'zz', 'Hello', '1', '2', '10', '-3', '1.5', '""', '"two words"', '"\\x00\\xff"', 'é'),
  MEMBER: fc.constantFrom('m', 'n', 'o', 'p', '1', '2', '30'),
  NUMBER: fc.constantFrom('0', '1', '2', '3', '-1', '-2', '-3', '10', '-10', '100', '9223372036854775807', '-9223372036854775808', '1.5', 'abc', '+1', '01'),
  COUNT: fc.constantFrom('0', '1', '2', '3', '-1', '100', 'x'),
  FLOAT: fc.constantFrom('0.1', '-0.5', '3', '1e3', '12.75', '0.0001', '1000000.001', 'abc', '7e-3'),
  SCORE: fc.constantFrom('0', '1', '2', '2.5', '-1', '10', '0.1', 'inf', '-inf', '1e17', 'abc'),
  FROM: fc.constantFrom('-inf', '0', '1', '(1', '2', '(2', '-1', 'abc'),
  TO: fc.constantFrom('+inf', '3', '(3', '2', '(2', '10', '0'),
  START: fc.constantFrom('-', '[a', '(m', '[n', '[', '(', 'q'),
  END: fc.constantFrom('+', '[z', '(o', '[n', '(', '-'),
  ID: fc.constantFrom('1-1', '1-2', '2-0', '3', '5-*', '0-0', '7-7', 'abc'),
  LOW: fc.constantFrom('-', '1', '(1-1', '2-0', '3'),
  HIGH: fc.constantFrom('+', '2', '(3', '7-7', '1-1'),
  BIT: fc.constantFrom('0', '1', '1', '2'),
  SIDE: fc.constantFrom('LEFT', 'RIGHT', 'right', 'UP'),
  WHEN: fc.constantFrom('NX', 'XX', 'GT', 'LT', 'CH', 'NX CH', 'XX GT', 'GT CH', 'NX XX'),
  GROUP: fc.constantFrom('g', 'h'),
};

/** A `~` in front: the elements of the reply may come in any order. */
const templates = `
  SET KEY TEXT | SET KEY NUMBER | SET KEY TEXT NX | SET KEY TEXT XX | SET KEY TEXT GET | SET KEY TEXT EX 100 | SET KEY TEXT KEEPTTL | GET KEY | GETDEL KEY | GETSET KEY TEXT | GETEX KEY PERSIST | SETNX KEY TEXT
  MSET KEY TEXT KEY TEXT | MSETNX KEY TEXT KEY TEXT | MGET KEY KEY | APPEND KEY TEXT | STRLEN KEY | INCR KEY | DECR KEY | INCRBY KEY NUMBER | DECRBY KEY NUMBER | INCRBYFLOAT KEY FLOAT
  GETRANGE KEY NUMBER NUMBER | SETRANGE KEY COUNT TEXT | SETBIT KEY COUNT BIT | GETBIT KEY COUNT | BITCOUNT KEY | BITCOUNT KEY NUMBER NUMBER | BITCOUNT KEY NUMBER NUMBER BIT | BITPOS KEY BIT | BITPOS KEY BIT NUMBER NUMBER
  BITOP AND KEY KEY KEY | BITOP NOT KEY KEY | DEL KEY | EXISTS KEY KEY | TYPE KEY | TTL KEY | EXPIRE KEY 100 | EXPIRE KEY 50 GT | EXPIRE KEY 200 LT | EXPIRE KEY -1 | PERSIST KEY | RENAME KEY KEY | RENAMENX KEY KEY | COPY KEY KEY
  COPY KEY KEY REPLACE | DBSIZE | ~KEYS *
  HSET KEY MEMBER TEXT | HSET KEY MEMBER TEXT MEMBER NUMBER | HSETNX KEY MEMBER TEXT | HGET KEY MEMBER | HMGET KEY MEMBER MEMBER | HGETALL KEY | HDEL KEY MEMBER MEMBER | HLEN KEY | HKEYS KEY | HVALS KEY | HEXISTS KEY MEMBER
  HINCRBY KEY MEMBER NUMBER | HINCRBYFLOAT KEY MEMBER FLOAT | HSTRLEN KEY MEMBER | HSCAN KEY 0
  LPUSH KEY TEXT TEXT | RPUSH KEY TEXT TEXT | RPUSH KEY MEMBER MEMBER | LPUSHX KEY TEXT | LPOP KEY | RPOP KEY | LPOP KEY COUNT | RPOP KEY COUNT | LRANGE KEY 0 -1 | LRANGE KEY NUMBER NUMBER | LLEN KEY | LINDEX KEY NUMBER
  LSET KEY NUMBER TEXT | LINSERT KEY BEFORE MEMBER TEXT | LINSERT KEY AFTER MEMBER TEXT | LREM KEY COUNT MEMBER | LTRIM KEY NUMBER NUMBER | LMOVE KEY KEY SIDE SIDE | RPOPLPUSH KEY KEY | LPOS KEY MEMBER | LPOS KEY MEMBER RANK NUMBER COUNT COUNT
  LMPOP 2 KEY KEY SIDE COUNT COUNT | BLPOP KEY KEY 0.001
  SADD KEY MEMBER MEMBER | SADD KEY 5 3 9 | SREM KEY MEMBER | ~SMEMBERS KEY | SCARD KEY | SISMEMBER KEY MEMBER | SMISMEMBER KEY MEMBER MEMBER | SMOVE KEY KEY MEMBER | ~SINTER KEY KEY | ~SUNION KEY KEY | ~SDIFF KEY KEY
  SINTERSTORE KEY KEY KEY | SUNIONSTORE KEY KEY KEY | SDIFFSTORE KEY KEY KEY | SINTERCARD 2 KEY KEY
  ZADD KEY SCORE MEMBER | ZADD KEY SCORE MEMBER SCORE MEMBER | ZADD KEY WHEN SCORE MEMBER | ZADD KEY WHEN INCR SCORE MEMBER | ZADD KEY 0 a 0 m 0 n | ZINCRBY KEY SCORE MEMBER | ZSCORE KEY MEMBER | ZMSCORE KEY MEMBER MEMBER | ZRANK KEY MEMBER
  ZREVRANK KEY MEMBER | ZCARD KEY | ZCOUNT KEY FROM TO | ZRANGE KEY 0 -1 WITHSCORES | ZRANGE KEY NUMBER NUMBER | ZRANGE KEY NUMBER NUMBER REV WITHSCORES | ZRANGE KEY FROM TO BYSCORE LIMIT COUNT COUNT | ZRANGE KEY START END BYLEX
  ZREVRANGE KEY NUMBER NUMBER | ZRANGEBYSCORE KEY FROM TO WITHSCORES | ZREVRANGEBYSCORE KEY TO FROM | ZREM KEY MEMBER | ZREMRANGEBYRANK KEY NUMBER NUMBER | ZREMRANGEBYSCORE KEY FROM TO | ZPOPMIN KEY | ZPOPMAX KEY COUNT
  ZUNION 2 KEY KEY WITHSCORES | ZINTER 2 KEY KEY WITHSCORES | ZDIFF 2 KEY KEY | ZUNIONSTORE KEY 2 KEY KEY WEIGHTS FLOAT SCORE | ZINTERSTORE KEY 2 KEY KEY AGGREGATE MAX | ZDIFFSTORE KEY 2 KEY KEY | ZRANGESTORE KEY KEY NUMBER NUMBER
  XADD KEY ID f TEXT | XADD KEY 5-* f TEXT | XADD KEY 9-* f TEXT | XADD KEY MAXLEN COUNT 9-* f TEXT | XLEN KEY | XRANGE KEY LOW HIGH | XRANGE KEY - + | XREVRANGE KEY HIGH LOW COUNT COUNT | XDEL KEY ID | XTRIM KEY MAXLEN COUNT
  XREAD COUNT COUNT STREAMS KEY ID | XGROUP CREATE KEY GROUP 0 | XGROUP CREATE KEY GROUP $ MKSTREAM | XREADGROUP GROUP GROUP MEMBER COUNT COUNT STREAMS KEY > | XREADGROUP GROUP GROUP MEMBER STREAMS KEY 0
  XACK KEY GROUP ID | XPENDING KEY GROUP | XINFO GROUPS KEY | XCLAIM KEY GROUP MEMBER 0 ID | XAUTOCLAIM KEY GROUP MEMBER 0 0 | XGROUP DELCONSUMER KEY GROUP MEMBER
  MULTI | EXEC | DISCARD | WATCH KEY | UNWATCH | PFADD seen MEMBER | PFCOUNT seen
`.split(/[|\n]/).map((template) => template.trim()).filter((template) => template !== '');

function commandOf(template: string): fc.Arbitrary<{ command: string; compared: Comparison }> {
  const anyOrder = template.startsWith('~');
  const parts = template.replace('~', '').split(' ').map((word, index) => (index > 0 && template.split(' ')[index - 1] !== 'STREAMS' && isOption(template, index) ? fc.constant(word) : words[word] ?? fc.constant(word)));
  return fc.tuple(...parts).map((chosen) => ({ command: chosen.join(' '), compared: anyOrder ? 'any order' as const : 'exactly' as const }));
}

/** `COUNT`, `GROUP` and `BIT` are options where they stand before a placeholder of the same name, or where a unit is expected. */
function isOption(template: string, index: number): boolean {
  const all = template.split(' ');
  const word = all[index]!;
  if (word === 'COUNT' || word === 'GROUP') return all[index + 1] === word && all[index - 1] !== 'LIMIT';
  return word === 'BIT' && all[0] === 'BITCOUNT';
}

/** Some commands on three keys, whatever types these have at the moment; an open transaction is ended. */
export const someCommands = fc.array(fc.oneof(...templates.map(commandOf)), { minLength: 5, maxLength: 60 })
  .map((commands) => [...commands, { command: 'DISCARD', compared: 'exactly' as const }]);
