// verdict: error
// message contains: call stack
const x = { get y() { return this.y; } };
x.y;
