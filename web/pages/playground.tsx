import type { Frame, PlaygroundView } from '../../server/contract/views.ts';
import { Playground } from '../components/workspace/playground.tsx';
import { Layout } from '../layout.tsx';

/** Any program in any language that runs here. A form that posts to itself; `islands/playground.tsx` takes over `#playground`. */
export function PlaygroundPage({ frame, view }: { frame: Frame; view: PlaygroundView }) {
  return (
    <Layout frame={frame} variant="workspace">
      <div id="playground"><Playground view={view} /></div>
    </Layout>
  );
}
