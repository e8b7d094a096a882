// The part of an OpenAPI 3 document that the docs page reads. Everything is optional: the page shows what there is.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  nullable?: boolean;
  format?: string;
  pattern?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

export interface Parameter { name: string; in: string; required?: boolean; description?: string; schema?: Schema }
export interface Content { [mediaType: string]: { schema?: Schema } }
export interface Answer { description?: string; content?: Content }

export interface Operation {
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content?: Content };
  responses?: Record<string, Answer>;
}

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

export interface OpenApiDocument {
  info: { title: string; version: string; description?: string };
  servers?: { url: string }[];
  paths?: Record<string, { [method in Method]?: Operation }>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Endpoint { id: string; method: Method; path: string; operation: Operation }

/** Every operation in the order of the document, with an id that can stand in an address. */
export function endpointsOf(document: OpenApiDocument): Endpoint[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) => methods.flatMap((method) => {
    const operation = item[method];
    return operation ? [{ id: `${method}-${path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')}`, method, path, operation }] : [];
  }));
}

/** The name a reference points to: `#/components/schemas/RunReport` → `RunReport`. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

export function resolve(schema: Schema, document: OpenApiDocument): Schema {
  return schema.$ref ? document.components?.schemas?.[nameOf(schema.$ref)] ?? {} : schema;
}

const DEPTH = 6; // deep enough for every body of ours; a schema that contains itself ends here

/** A small value that fits the schema, for the example call. Optional properties are left out. */
export function sampleOf(schema: Schema, document: OpenApiDocument, name = '', depth = 0): unknown {
  const { anyOf, oneOf, allOf, ...own } = resolve(schema, document);
  if (own.const !== undefined) return own.const;
  if (own.enum?.length) return own.enum[0];
  if (depth > DEPTH) return null;
  const alternative = (anyOf ?? oneOf)?.[0];
  if (alternative) return sampleOf(alternative, document, name, depth + 1);
  if (allOf) return Object.assign({}, ...allOf.map((part) => sampleOf(part, document, name, depth + 1)));
  const type = Array.isArray(own.type) ? own.type[0] : own.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(own.properties ?? {})
        .filter(([key]) => own.required?.includes(key) || key === 'runtime')
        .map(([key, property]) => [key, sampleOf(property, document, key, depth + 1)]));
    case 'array': return own.items ? [sampleOf(own.items, document, name, depth + 1)] : [];
    case 'integer': case 'number': return own.minimum ?? 1;
    case 'boolean': return true;
    case 'null': return null;
    default: return name === 'code' ? 'console.log(6 * 7)' : 'text';
  }
}

/** A call that can be pasted into a shell, against `origin`. Cookies stay in a file, so that progress is one learner's. */
export function curlFor({ method, path, operation }: Endpoint, document: OpenApiDocument, origin: string): string {
  const address = `${origin}${path.replace(/\{([^}]+)\}/g, (_, name: string) => `<${name}>`)}`;
  const lines = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${address}'`, "-b cookies.txt -c cookies.txt"];
  const body = operation.requestBody?.content?.['application/json']?.schema;
  if (body) {
    const sample = JSON.stringify(sampleOf(body, document)).replaceAll("'", String.raw`'\''`);
    lines.push("-H 'content-type: application/json'", `-d '${sample}'`);
  }
  return lines.join(' \\\n  ');
}
