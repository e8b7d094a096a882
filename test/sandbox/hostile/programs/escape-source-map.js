// verdict: error
// message contains: own words
throw new Error("own words");
//# sourceMappingURL=file:///etc/passwd
