// verdict: error
// message contains: call stack
let proxy = {};
for (let i = 0; i < 1e5; i++) proxy = new Proxy(proxy, {});
proxy.x;
