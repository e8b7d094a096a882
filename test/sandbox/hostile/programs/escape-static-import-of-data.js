// verdict: error
import text from "data:text/javascript,export default 1";
console.log(text);
