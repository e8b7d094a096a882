// verdict: error
eval("(".repeat(1e6));
