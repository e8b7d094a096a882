// verdict: error
import words from "node:fs";
console.log(words.readFileSync("/etc/passwd", "utf8"));
