// verdict: error
// message contains: call stack
const f = () => f();
f();
