// verdict: error
throw "x".repeat(1e6);
