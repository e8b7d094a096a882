// verdict: error
// message contains: WebAssembly
new WebAssembly.Memory({ initial: 65_536 });
