// verdict: error
process.exit("9".repeat(1e6));
