import type { ExerciseView, Frame } from '../../server/contract/views.ts';
import * as queryParts from '../components/query/parts.ts';
import { PartsContext } from '../components/workspace/parts.ts';
import * as reportParts from '../components/workspace/report-parts.ts';
import { Workspace } from '../components/workspace/workspace.tsx';
import { Layout } from '../layout.tsx';

/**
 * An exercise with its editor. Works as a form that posts to itself; `islands/workspace.tsx` takes over what stands in
 * `#workspace`, given the same view as `islandView`.
 */
export function ExercisePage({ frame, view }: { frame: Frame; view: ExerciseView }) {
  return (
    <Layout frame={frame} variant="workspace">
      <div id="workspace">
        <PartsContext.Provider value={{ ...reportParts, ...queryParts }}><Workspace view={view} /></PartsContext.Provider>
      </div>
    </Layout>
  );
}
