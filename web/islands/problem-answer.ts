import type { Problem } from '../../server/contract/api.ts';

/** The words of an RFC 9457 answer, or words of our own for an answer that is none. */
export async function problemOf(response: Response): Promise<{ title: string; detail: string }> {
  try {
    const problem: Partial<Problem> = await response.json();
    if (problem.title) return { title: problem.title, detail: problem.detail ?? 'Wait a few seconds, then run it again.' };
  } catch {
    // a proxy's page, say
  }
  return { title: `The server answered ${response.status}`, detail: 'Wait a few seconds, then run it again.' };
}
