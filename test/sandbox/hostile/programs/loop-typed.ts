// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
interface Endless { readonly again: Endless }
const endless = {} as Endless;
while (endless as unknown) {}
