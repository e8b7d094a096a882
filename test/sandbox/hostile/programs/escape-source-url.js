// verdict: error
// message contains: own words
eval("throw new Error('own words')\n//# sourceURL=file:///etc/passwd");
