// verdict: error
const error = new Error("x");
error.stack = "    at f (main.js:1:1)\n".repeat(1e5);
throw error;
