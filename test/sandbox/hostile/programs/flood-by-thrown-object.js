// verdict: error
throw { text: "x".repeat(1e6) };
