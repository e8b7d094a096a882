// verdict: error
import ivm from "isolated-vm";
console.log(ivm);
