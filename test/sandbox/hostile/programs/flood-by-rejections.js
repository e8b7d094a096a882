// verdict: error
for (let i = 0; i < 1000; i++) Promise.reject(new Error("x".repeat(1000)));
