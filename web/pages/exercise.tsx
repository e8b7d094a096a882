import { diffLines, diffWordsWithSpace } from 'diff';
import type { ExerciseView, Frame } from '../../server/contract/views.ts';
import { DifferContext } from '../components/workspace/differ.ts';
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
        <DifferContext.Provider value={{ diffLines, diffWordsWithSpace }}><Workspace view={view} /></DifferContext.Provider>
      </div>
    </Layout>
  );
}
