import '../styles/workspace.css';
import '../styles/editor.css';
import '../styles/results.css';
import { hydrate } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ExerciseView } from '../../server/contract/views.ts';
import { type Differ, DifferContext } from '../components/workspace/differ.ts';
import { Workspace } from '../components/workspace/workspace.tsx';
import { readIslandView } from './island-view.ts';

const root = document.getElementById('workspace');
const view = readIslandView<ExerciseView>();
// Taken apart at once, so that only these two are packed.
const loadDiffer = () => import('diff').then(({ diffLines, diffWordsWithSpace }) => ({ diffLines, diffWordsWithSpace }));

/** `differ` is there from the beginning where the server has drawn a report with it: both have to draw the same. */
function Island({ view, differ: given }: { view: ExerciseView; differ: Differ | undefined }) {
  const [differ, setDiffer] = useState(given);
  useEffect(() => {
    // Without it the two texts still stand there, only unmarked.
    if (!differ) loadDiffer().then((loaded) => setDiffer(loaded), console.error);
  }, []);
  return <DifferContext.Provider value={differ}><Workspace view={view} openEditor={() => import('./editor.ts')} /></DifferContext.Provider>;
}

if (root && view) {
  const differ = view.report ? await loadDiffer().catch(() => undefined) : undefined;
  hydrate(<Island view={view} differ={differ} />, root);
}
