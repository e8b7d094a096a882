// verdict: error
const x: = 1;
