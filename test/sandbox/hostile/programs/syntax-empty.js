// verdict: error
// call: f(1) gives 1
