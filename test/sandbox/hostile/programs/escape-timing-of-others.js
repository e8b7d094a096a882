// verdict: passed
// stdout contains: nothing
// What others do could show in a clock shared with them, or in counters of the process.
const { timeOrigin, memory, eventLoopUtilization, measureUserAgentSpecificMemory } = performance;
if (memory ?? eventLoopUtilization ?? measureUserAgentSpecificMemory) console.log("ESCAPED");
if (timeOrigin !== undefined && Math.abs(timeOrigin + performance.now() - Date.now()) > 1000) console.log("ESCAPED");
if (process.uptime() > 60) console.log("ESCAPED", "the runner is older than this program");
console.log("nothing");
