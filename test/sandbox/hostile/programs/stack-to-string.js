// verdict: error
// message contains: call stack
const x = { toString() { return `${this}`; } };
`${x}`;
