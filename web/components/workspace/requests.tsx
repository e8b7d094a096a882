import type { PlaygroundBody } from '../../../server/contract/api.ts';
import type { HttpResponse } from '../../../server/contract/exercise.ts';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import { Icon } from '../icon.tsx';
import { ScrollText } from './scroll-text.tsx';

/** One request as it is typed; `headers` holds a line for each, `name: value`. */
export interface RequestDraft { method: string; path: string; headers: string; body: string }

export const emptyRequest: RequestDraft = { method: 'GET', path: '/', headers: '', body: '' };
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** What the API takes; the first thing that is wrong, in words, when it cannot be sent. */
export function toRequests(drafts: RequestDraft[]): { requests: NonNullable<PlaygroundBody['requests']> } | { problem: string } {
  const requests: NonNullable<PlaygroundBody['requests']> = [];
  for (const [index, { method, path, headers, body }] of drafts.entries()) {
    if (!path.startsWith('/')) return { problem: `The path of request ${index + 1} begins with a slash, such as /books.` };
    const parsed: Record<string, string> = {};
    for (const line of headers.split('\n').filter((each) => each.trim() !== '')) {
      const colon = line.indexOf(':');
      if (colon < 1) return { problem: `Request ${index + 1} has a header without a colon: “${line.trim()}”. Write it as name: value.` };
      parsed[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
    requests.push({ method, path, ...(Object.keys(parsed).length > 0 && { headers: parsed }), ...(body !== '' && { body }) });
  }
  return { requests };
}

/** What a program has to be, to be asked. */
const asked: Partial<Record<Runtime, string>> = {
  javascript: 'Export a Hono app as default', typescript: 'Export a Hono app as default', python: 'Define a WSGI function named app', php: 'The script runs once for each request',
};

interface RequestEditorProps { runtime: Runtime; requests: RequestDraft[]; onChange: (requests: RequestDraft[]) => void }

/** The requests that an HTTP program is asked to answer, in order. */
export function RequestEditor({ runtime, requests, onChange }: RequestEditorProps) {
  const change = (index: number, part: Partial<RequestDraft>) => onChange(requests.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <fieldset class="requests">
      <legend class="visually-hidden">Requests to send to your program</legend>
      {requests.length === 0 && <p class="meta">Does your program answer HTTP? {asked[runtime] && `${asked[runtime]}. `}Add requests, and their responses stand below.</p>}
      {requests.map((request, index) => (
        <fieldset class="request" key={index}>
          <legend class="visually-hidden">Request {index + 1}</legend>
          <div class="request__line">
            <select class="select" aria-label="Method" value={request.method} onChange={(event) => change(index, { method: event.currentTarget.value })}>
              {methods.map((method) => <option key={method} value={method}>{method}</option>)}
            </select>
            <input class="input mono request__path" aria-label="Path" value={request.path} spellcheck={false} onInput={(event) => change(index, { path: event.currentTarget.value })} />
            <button type="button" class="button button--plain button--icon" aria-label={`Remove request ${index + 1}`} onClick={() => onChange(requests.filter((_, at) => at !== index))}><Icon name="close" /></button>
          </div>
          <details class="fold" open={request.headers !== '' || request.body !== ''}>
            <summary class="fold__summary"><Icon name="chevron-right" />Headers and body</summary>
            <div class="fold__body request__more">
              <label class="field"><span class="field__label">Headers <span class="meta">one per line, name: value</span></span>
                <textarea class="textarea mono" rows={2} value={request.headers} spellcheck={false} onInput={(event) => change(index, { headers: event.currentTarget.value })} />
              </label>
              <label class="field"><span class="field__label">Body</span>
                <textarea class="textarea mono" rows={3} value={request.body} spellcheck={false} onInput={(event) => change(index, { body: event.currentTarget.value })} />
              </label>
            </div>
          </details>
        </fieldset>
      ))}
      <button type="button" class="button button--small" onClick={() => onChange([...requests, emptyRequest])}>Add a request</button>
    </fieldset>
  );
}

/** The responses, each below the request it answers. */
export function Responses({ requests, responses }: { requests: RequestDraft[]; responses: HttpResponse[] }) {
  return (
    <ol class="responses">
      {responses.map((response, index) => (
        <li key={index} class="response">
          <p class="response__line mono">
            {requests[index] && <span class="response__request">{requests[index].method} {requests[index].path}</span>}
            <strong class="tabular">{response.status}</strong>
          </p>
          <dl class="response__headers mono">
            {Object.entries(response.headers).map(([name, value]) => <div key={name}><dt>{name}:</dt><dd>{value}</dd></div>)}
          </dl>
          {response.body !== ''
            ? <ScrollText class="labelled__text" label={`Body of response ${index + 1}`} text={response.body} />
            : <p class="meta">The body is empty.</p>}
        </li>
      ))}
    </ol>
  );
}
