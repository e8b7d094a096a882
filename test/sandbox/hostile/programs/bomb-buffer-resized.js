// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
const all = [];
for (;;) { const buffer = new ArrayBuffer(0, { maxByteLength: 1e7 }); buffer.resize(1e7); all.push(new Uint8Array(buffer).fill(1)); }
