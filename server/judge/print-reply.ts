/** A reply, as redis-cli prints it. */
export function printReply(reply: unknown): string {
  return JSON.stringify(reply);
}
