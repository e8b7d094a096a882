/** The commands that are methods of a client, in lower case; everything else goes through `call`. */
export const commandNames = `
  append bitcount bitop bitpos decr decrby get getbit getdel getex getrange getset incr incrby incrbyfloat mget mset msetnx psetex set setbit setex setnx setrange strlen substr
  copy del exists expire expireat expiretime keys object persist pexpire pexpireat pexpiretime pttl randomkey rename renamenx scan touch ttl type unlink
  hdel hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset hrandfield hscan hset hsetnx hstrlen hvals
  blmove blpop brpop brpoplpush lindex linsert llen lmove lmpop lpop lpos lpush lpushx lrange lrem lset ltrim rpop rpoplpush rpush rpushx
  sadd scard sdiff sdiffstore sinter sintercard sinterstore sismember smembers smismember smove spop srandmember srem sscan sunion sunionstore
  bzpopmax bzpopmin zadd zcard zcount zdiff zdiffstore zincrby zinter zintercard zinterstore zlexcount zmscore zpopmax zpopmin zrandmember zrange zrangebylex
  zrangebyscore zrangestore zrank zrem zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore zunion zunionstore
  xack xadd xautoclaim xclaim xdel xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xtrim
  pfadd pfcount pfmerge publish pubsub watch unwatch ping echo select dbsize flushall flushdb time info config debug swapdb move
  subscribe unsubscribe psubscribe punsubscribe
`.trim().split(/\s+/);
