/** Where the clock of a program stands that has Redis, when its case begins: 1 January 2026, 0 h UTC. Only its own timers and waits move it. */
export const PROGRAM_BEGINS = Date.UTC(2026, 0, 1);
