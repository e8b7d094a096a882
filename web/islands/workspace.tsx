import '../styles/workspace.css';
import '../styles/editor.css';
import '../styles/results.css';
import { hydrate } from 'preact';
import type { ExerciseView } from '../../server/contract/views.ts';
import { Workspace } from '../components/workspace/workspace.tsx';
import { readIslandView } from './island-view.ts';

const root = document.getElementById('workspace');
const view = readIslandView<ExerciseView>();
if (root && view) hydrate(<Workspace view={view} openEditor={() => import('./editor.ts')} />, root);
