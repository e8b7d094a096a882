// verdict: error
import text from "../../../../../../etc/passwd";
console.log(text);
