// verdict: passed
// stdout contains: nothing
class Sneaky extends Array { static get [Symbol.species]() { return function (...args) { for (const one of args) if (typeof one === "function") console.log("ESCAPED"); return []; }; } }
Array.prototype.constructor = Sneaky;
console.log(["nothing"].map((x) => x)[0] ?? "nothing");
