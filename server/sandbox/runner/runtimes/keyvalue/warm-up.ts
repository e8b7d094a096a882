/** Run while the snapshot is made, in a context that is thrown away: what most runs do is compiled then. */
export const WARM_UP = `
  globalThis.groundworkTake = globalThis.groundworkEnd = () => {};
  const code = [
    'SET name "Ada" EX 60', 'INCR visits', 'INCRBY visits 5', 'GET name', 'MGET name nobody', 'EXPIRE name 50', 'TTL name', 'DEL nobody', 'EXISTS name', 'HSET user:1 name Ada age 36', 'HGET user:1 name', 'HGETALL user:1',
    'HINCRBY user:1 age 1', 'RPUSH jobs a b c', 'LPUSH jobs z', 'LPOP jobs', 'LRANGE jobs 0 -1', 'LLEN jobs', 'SADD tags x y', 'SISMEMBER tags x', 'SMEMBERS tags', 'ZADD board 1 ada 2 bob', 'ZINCRBY board 5 ada',
    'ZRANGE board 0 -1 REV WITHSCORES', 'ZRANGE board 0 5 BYSCORE', 'ZRANK board ada', 'MULTI', 'INCR visits', 'EXEC', 'XADD log * a 1', 'XRANGE log - +', 'DEBUG SLEEP 1', 'GET tags',
  ].join('\\n');
  groundwork.run(JSON.stringify({ inputs: [{ kind: 'query', setup: 'SET a 1', probe: 'GET name', attempts: [], explain: false }], code, room: 10000, memoryMb: 64 }));
`;
