import type { Frame, PlaygroundView } from '../../server/contract/views.ts';
import * as queryParts from '../components/query/parts.ts';
import { PartsContext } from '../components/workspace/parts.ts';
import { Playground } from '../components/workspace/playground.tsx';
import { Layout } from '../layout.tsx';

/** Any program in any language that runs here. A form that posts to itself; `islands/playground.tsx` takes over `#playground`. */
export function PlaygroundPage({ frame, view }: { frame: Frame; view: PlaygroundView }) {
  return (
    <Layout frame={frame} variant="workspace">
      <div id="playground"><PartsContext.Provider value={queryParts}><Playground view={view} /></PartsContext.Provider></div>
    </Layout>
  );
}
