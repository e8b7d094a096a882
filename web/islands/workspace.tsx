import '../styles/workspace.css';
import '../styles/editor.css';
import '../styles/results.css';
import '../styles/dataset.css';
import '../styles/query.css';
import { hydrate } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ExerciseView } from '../../server/contract/views.ts';
import { PartsContext, type Parts } from '../components/workspace/parts.ts';
import { Workspace } from '../components/workspace/workspace.tsx';
import { readIslandView } from './island-view.ts';

const root = document.getElementById('workspace');
const view = readIslandView<ExerciseView>();
const loadReportParts = () => import('../components/workspace/report-parts.ts');
const loadQueryParts = () => import('../components/query/parts.ts');

/** `given` are there from the beginning where the server has drawn a report with them: both have to draw the same. */
function Island({ view, given }: { view: ExerciseView; given: Parts }) {
  const [parts, setParts] = useState(given);
  // Without them there is still the text that they would show.
  const add = (loading: Promise<Parts>) => void loading.then((loaded) => setParts((before) => ({ ...before, ...loaded })), console.error);
  useEffect(() => {
    add(loadReportParts());
    if (view.runtime === 'sql') add(loadQueryParts());
  }, []);
  return (
    <PartsContext.Provider value={{ ...parts, loadQueryParts: () => add(loadQueryParts()) }}>
      <Workspace view={view} openEditor={() => import('./editor.ts')} />
    </PartsContext.Provider>
  );
}

if (root && view) {
  const given = view.report ? [loadReportParts(), loadQueryParts()].map((loading) => loading.catch(() => ({}))) : [];
  hydrate(<Island view={view} given={Object.assign({}, ...await Promise.all(given))} />, root);
}
