// verdict: error
const error = new Error("x");
error.name = "x".repeat(1e6);
throw error;
