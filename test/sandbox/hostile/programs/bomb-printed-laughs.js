// verdict: passed
let laugh = "ha";
for (let i = 0; i < 30; i++) laugh = [laugh, laugh, laugh];
console.log(laugh);
