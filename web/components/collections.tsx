import type { Collection, Dataset } from '../../server/contract/dataset.ts';
import { count } from './query/count.ts';
import { DatasetSources, type DatasetProps } from './dataset.tsx';
import { Icon } from './icon.tsx';
import { ScrollBox } from './scroll-box.tsx';
import { ScrollText } from './workspace/scroll-text.tsx';

/** As many collections may stand open without hiding what comes after them. */
const MOST_OPEN = 1;
/** Documents that were looked through for their fields; see server/datasets/collections.ts. */
const LOOKED_AT = 1_000;

/** What there is to ask in a database of documents: its collections with their fields and first documents. */
export function CollectionSection({ datasets, sources, address }: Omit<DatasetProps, 'drawing'>) {
  const [shown, ...others] = datasets;
  if (!shown || shown.collections.length === 0) return <DatasetSources sources={sources} title="What is there at the beginning" />;
  return (
    <section class="dataset" aria-labelledby="collections-title" data-tables={address}>
      <h2 class="task__heading" id="collections-title">{shown.collections.length === 1 ? 'The collection' : 'The collections'}{shown.name !== '' && <> <span class="meta">with the documents of “{shown.name}”</span></>}</h2>
      <Collections collections={shown.collections} open={shown.collections.length <= MOST_OPEN} />
      {others.map((dataset) => <Others dataset={dataset} />)}
      <DatasetSources sources={sources} title="The script that makes them" />
    </section>
  );
}

function Others({ dataset: { name, collections } }: { dataset: Dataset }) {
  if (collections.length === 0) return <p class="meta">The tests also run on “{name}”, where nothing is in the database.</p>;
  return (
    <details class="fold">
      <summary class="fold__summary"><Icon name="chevron-right" />The tests also run on “{name}”</summary>
      <div class="fold__body dataset__body"><Collections collections={collections} open={false} within={name} /></div>
    </details>
  );
}

function Collections({ collections, open, within }: { collections: Collection[]; open: boolean; within?: string }) {
  return (
    <div class="dataset__tables">
      {collections.map((collection) => (
        <details class="fold" open={open}>
          <summary class="fold__summary dataset__summary">
            <Icon name="chevron-right" /><span class="dataset__name mono">{collection.name}</span>
            <span class="dataset__about meta">{count(collection.documentCount, 'document')}</span>
            <span class="dataset__names meta mono">{collection.fields.map(({ name }) => name).join(', ')}</span>
          </summary>
          <div class="fold__body dataset__body">
            <Fields collection={collection} label={`Fields of ${collection.name}${within === undefined ? '' : ` in ${within}`}`} />
            {collection.indexes.length > 0 && (
              <ul class="dataset__rules">
                {collection.indexes.map(({ name, on, unique }) => <li>{unique ? 'unique index' : 'index'} <code>{name}</code> on <code>{on.join(', ')}</code></li>)}
              </ul>
            )}
            <div class="dataset__rows">
              <p class="meta">{collection.documents.length < collection.documentCount ? `${collection.documents.length} of ${count(collection.documentCount, 'document')} shown` : count(collection.documentCount, 'document')}</p>
              {collection.documents.length > 0 && <ScrollText class="labelled__text" label={`Documents of ${collection.name}${within === undefined ? '' : ` in ${within}`}`} text={collection.documents.join('\n')} />}
            </div>
          </div>
        </details>
      ))}
    </div>
  );
}

function Fields({ collection: { fields, documentCount }, label }: { collection: Collection; label: string }) {
  const all = Math.min(documentCount, LOOKED_AT);
  if (fields.length === 0) return null;
  return (
    <ScrollBox class="table-scroll" label={label}>
      <table class="table dataset__columns">
        <thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">In</th></tr></thead>
        <tbody>
          {fields.map((field) => (
            <tr>
              <th scope="row" class="mono">{field.name}</th>
              <td class="mono">{field.types.join(', ')}</td>
              <td class="tabular">{field.documents >= all ? 'every document' : `${field.documents.toLocaleString('en')} of ${all.toLocaleString('en')}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
