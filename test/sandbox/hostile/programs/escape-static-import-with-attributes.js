// verdict: error
import words from "file:///etc/passwd" with { type: "json" };
console.log(words);
