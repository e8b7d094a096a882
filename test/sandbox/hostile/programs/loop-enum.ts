// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
enum Step { Next }
namespace Walk { export const on = (): Step => Step.Next; }
while (Walk.on() === Step.Next) {}
