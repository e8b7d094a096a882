import '../styles/workspace.css';
import '../styles/editor.css';
import '../styles/results.css';
import '../styles/playground.css';
import { hydrate } from 'preact';
import type { PlaygroundView } from '../../server/contract/views.ts';
import { Playground } from '../components/workspace/playground.tsx';
import { readIslandView } from './island-view.ts';

const root = document.getElementById('playground');
const view = readIslandView<PlaygroundView>();
if (root && view) hydrate(<Playground view={view} openEditor={() => import('./editor.ts')} />, root);
