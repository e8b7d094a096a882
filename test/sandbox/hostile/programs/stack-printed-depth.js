// verdict: passed
let deep = null;
for (let i = 0; i < 1e5; i++) deep = { deep };
console.log(deep);
