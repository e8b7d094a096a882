// verdict: error
import * as entry from "groundwork:entry";
console.log(entry);
