// verdict: passed
// stdout contains: nothing
if (process.pid !== 1 || process.ppid) console.log("ESCAPED");
for (const name of ["kill", "abort", "setuid", "chdir", "umask", "memoryUsage", "resourceUsage", "getActiveResourcesInfo"]) try { process[name](); console.log("ESCAPED", name); } catch {}
console.log("nothing");
