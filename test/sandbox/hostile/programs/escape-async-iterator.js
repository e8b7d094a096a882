// verdict: passed
// stdout contains: nothing
const iterator = process.stdin[Symbol.asyncIterator]();
const scope = iterator.next.constructor("return this")();
if (scope !== globalThis || scope.process.mainModule) console.log("ESCAPED");
for await (const one of { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true }) }) }) one;
console.log("nothing");
