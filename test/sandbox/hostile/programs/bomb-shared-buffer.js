// verdict: error
// message contains: SharedArrayBuffer
new SharedArrayBuffer(1e10);
