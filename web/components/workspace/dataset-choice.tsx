import { useEffect, useState } from 'preact/hooks';
import type { ShownDataset, SharedDatasetName } from '../../../server/contract/dataset.ts';
import { paths } from '../../../server/contract/paths.ts';
import type { QueryRuntime } from '../../../server/contract/runtimes.ts';
import { Icon } from '../icon.tsx';
import { ask } from './ask.ts';

interface DatasetChoiceProps {
  runtime: QueryRuntime;
  datasets: SharedDatasetName[];
  chosen: string;
  onChoose: (name: string) => void;
  /** What the page came with: the dataset that was chosen then, and its HTML. */
  first: { name: string; html: string | undefined };
  /** A dataset was loaded after it had been chosen. */
  onShown: (shown: ShownDataset) => void;
}

/** What a database begins with: nothing, or a dataset of the curriculum, which is shown below. */
export function DatasetChoice({ runtime, datasets, chosen, onChoose, first, onShown }: DatasetChoiceProps) {
  const [shown, setShown] = useState<{ name: string; html?: string; problem?: string }>(first);
  useEffect(() => {
    if (chosen === '' || (shown.name === chosen && shown.html !== undefined)) return;
    let left = false;
    void ask<ShownDataset>(paths.api.dataset(chosen, runtime)).then((answer) => {
      if (left) return;
      setShown(answer.ok ? { name: chosen, html: answer.body.html } : { name: chosen, problem: answer.sentence });
      if (answer.ok) onShown(answer.body);
    });
    return () => { left = true; };
  }, [chosen, runtime]);

  const here = datasets.filter((dataset) => dataset.runtime === runtime);
  return (
    <>
      <label class="field"><span class="field__label">The database begins</span>
        <select class="select" name="dataset" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
          <option value="" selected={chosen === ''}>empty</option>
          {here.map(({ name }) => <option key={name} value={name} selected={name === chosen}>with {title(name)}</option>)}
          {chosen !== '' && !here.some(({ name }) => name === chosen) && <option value={chosen} selected>with {title(chosen)}</option>}
        </select>
      </label>
      {chosen !== '' && shown.name === chosen && shown.problem !== undefined && <p class="notice notice--caution"><Icon name="caution" /><span>{shown.problem}</span></p>}
      {chosen !== '' && shown.name === chosen && shown.html !== undefined && <div class="playground__dataset" dangerouslySetInnerHTML={{ __html: shown.html }} />}
    </>
  );
}

/** `shop, small` of `databases/shop/small` */
function title(name: string): string {
  return name.split('/').slice(1).join(', ');
}
