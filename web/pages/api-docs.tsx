import type { Frame } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { type Answer, type Content, curlFor, type Endpoint, endpointsOf, nameOf, type OpenApiDocument, type Parameter, resolve } from '../components/api-docs/open-api.ts';
import { SchemaTree } from '../components/api-docs/schema-tree.tsx';
import { Layout } from '../layout.tsx';

/** The HTTP API, read from the OpenAPI document that the routes generate; nothing here is written twice. */
export function ApiDocsPage({ frame, document, origin = 'http://localhost:3000' }: { frame: Frame; document: OpenApiDocument; origin?: string }) {
  const endpoints = endpointsOf(document);
  const schemas = Object.entries(document.components?.schemas ?? {});
  return (
    <Layout frame={frame}>
      <div class="api">
        <nav class="api__nav" aria-label="Calls and schemas">
          <p class="api__nav-title">Calls</p>
          <ul>
            {endpoints.map((endpoint) => (
              <li><a class="api__nav-link" href={`#${endpoint.id}`}><MethodName endpoint={endpoint} /> <span class="api__nav-path"><Breakable path={endpoint.path} /></span></a></li>
            ))}
          </ul>
          {schemas.length > 0 && <p class="api__nav-title">Schemas</p>}
          <ul>
            {schemas.map(([name]) => <li><a class="api__nav-link" href={`#schema-${name}`}>{name}</a></li>)}
          </ul>
        </nav>
        <div class="api__main">
          <header class="api__head">
            <h1>The {document.info.title} API</h1>
            {document.info.description && <p class="api__description">{document.info.description}</p>}
            <p class="meta">Version {document.info.version}. The same as a machine reads it: <a href={paths.openApi()}>OpenAPI document</a>.</p>
          </header>
          {endpoints.map((endpoint) => <EndpointSection endpoint={endpoint} document={document} origin={origin} />)}
          {schemas.length > 0 && <h2 class="api__heading">Schemas</h2>}
          {schemas.map(([name, schema]) => (
            <section class="api__schema" id={`schema-${name}`} aria-labelledby={`schema-${name}-title`}>
              <h3 id={`schema-${name}-title`} class="mono">{name}</h3>
              {schema.description && <p>{schema.description}</p>}
              <SchemaTree schema={schema} document={document} />
            </section>
          ))}
        </div>
      </div>
    </Layout>
  );
}

function EndpointSection({ endpoint, document, origin }: { endpoint: Endpoint; document: OpenApiDocument; origin: string }) {
  const { id, operation } = endpoint;
  const { parameters = [], requestBody, responses = {} } = operation;
  return (
    <section class="endpoint" id={id} aria-labelledby={`${id}-title`}>
      <h2 class="endpoint__title" id={`${id}-title`}><MethodName endpoint={endpoint} /> <code><Breakable path={endpoint.path} /></code></h2>
      {operation.summary && <p class="endpoint__summary">{operation.summary}</p>}
      {operation.description && <p class="endpoint__description">{operation.description}</p>}
      {parameters.length > 0 && <><h3>Parameters</h3><Parameters parameters={parameters} document={document} /></>}
      {requestBody?.content && <><h3>Body</h3><Body content={requestBody.content} document={document} /></>}
      <h3>Answers</h3>
      <ul class="answers">
        {Object.entries(responses).map(([status, answer]) => <AnswerItem status={status} answer={answer} document={document} />)}
      </ul>
      <h3>Try it</h3>
      <pre class="code code--wraps"><code>{curlFor(endpoint, document, origin)}</code></pre>
    </section>
  );
}

function MethodName({ endpoint }: { endpoint: Endpoint }) {
  return <span class="method mono" data-method={endpoint.method}>{endpoint.method.toUpperCase()}</span>;
}

/** A path that may break after a slash, so that it fits a narrow window. */
function Breakable({ path }: { path: string }) {
  return <>{path.split(/(?<=\/)/).map((part) => <>{part}<wbr /></>)}</>;
}

function Parameters({ parameters, document }: { parameters: Parameter[]; document: OpenApiDocument }) {
  return (
    <dl class="schema">
      {parameters.map((parameter) => (
        <div class="schema__property">
          <dt class="schema__name"><code>{parameter.name}</code> <span class="schema__optional">in {parameter.in}{!parameter.required && ', optional'}</span></dt>
          <dd class="schema__detail">
            {parameter.schema && <SchemaTree schema={parameter.schema} document={document} />}
            {parameter.description && <span class="schema__description">{parameter.description}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Body({ content, document }: { content: Content; document: OpenApiDocument }) {
  return <>{Object.entries(content).map(([mediaType, { schema }]) => <div class="body"><p class="meta"><span class="mono">{mediaType}</span>{schema?.$ref && <>, <a class="mono" href={`#schema-${nameOf(schema.$ref)}`}>{nameOf(schema.$ref)}</a></>}</p>{schema && <SchemaTree schema={resolve(schema, document)} document={document} />}</div>)}</>;
}

/** An answer whose body has a name links to it; one without a name is written out. */
function AnswerItem({ status, answer, document }: { status: string; answer: Answer; document: OpenApiDocument }) {
  const contents = Object.entries(answer.content ?? {});
  return (
    <li class="answer">
      <span class="answer__status mono tabular">{status}</span>
      <div class="answer__words">
        <p>
          {answer.description}
          {contents.map(([, { schema }]) => schema?.$ref && <> <a class="mono" href={`#schema-${nameOf(schema.$ref)}`}>{nameOf(schema.$ref)}</a></>)}
        </p>
        {contents.map(([, { schema }]) => schema && !schema.$ref && <SchemaTree schema={schema} document={document} />)}
      </div>
    </li>
  );
}
