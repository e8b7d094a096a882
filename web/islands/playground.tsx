import '../styles/workspace.css';
import '../styles/editor.css';
import '../styles/results.css';
import '../styles/query.css';
import '../styles/playground.css';
import '../styles/dataset.css';
import { hydrate } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PlaygroundView } from '../../server/contract/views.ts';
import { PartsContext, type Parts } from '../components/workspace/parts.ts';
import { Playground } from '../components/workspace/playground.tsx';
import { readIslandView } from './island-view.ts';

const root = document.getElementById('playground');
const view = readIslandView<PlaygroundView>();
const loadQueryParts = () => import('../components/query/parts.ts');

/** `given` are there from the beginning where the server has drawn an answer with them: both have to draw the same. */
function Island({ view, given }: { view: PlaygroundView; given: Parts }) {
  const [parts, setParts] = useState(given);
  const load = () => void loadQueryParts().then(setParts, console.error);
  useEffect(() => {
    if (view.runtime === 'sql') load();
  }, []);
  return (
    <PartsContext.Provider value={{ ...parts, loadQueryParts: load }}>
      <Playground view={view} openEditor={() => import('./editor.ts')} />
    </PartsContext.Provider>
  );
}

if (root && view) {
  const given = view.report?.rows ? await loadQueryParts().catch(() => ({})) : {};
  hydrate(<Island view={view} given={given} />, root);
}
