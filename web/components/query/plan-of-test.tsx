import { PlanTree } from './plan-tree.tsx';
import { readPlanJson } from './read-plan-json.ts';

/** The plan that a test looked at, or nothing when it cannot be read: then its text stands there. */
export function PlanOfTest({ plan, name }: { plan: Record<string, unknown>; name: string }) {
  const read = readPlanJson(plan);
  return read ? (
    <>
      <p class="meta">The plan of your last query, measured with fresh statistics:</p>
      <PlanTree plan={read} label={`Plan in the test ${name}`} />
    </>
  ) : null;
}
