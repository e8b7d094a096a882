import { nameOf, type OpenApiDocument, resolve, type Schema } from './open-api.ts';

/** A schema as a tree: each property with its type, whether it must be there, and what it means. Named schemas are links to their own tree. */
export function SchemaTree({ schema, document }: { schema: Schema; document: OpenApiDocument }) {
  if (schema.$ref) return <p class="schema__type"><TypeWords schema={schema} /></p>;
  const { properties, required = [] } = objectOf(schema, document);
  if (!properties) return <p class="schema__type"><TypeWords schema={schema} /></p>;
  return (
    <dl class="schema">
      {Object.entries(properties).map(([name, property]) => {
        const inner = innerObject(property);
        return (
          <div class="schema__property">
            <dt class="schema__name"><code>{name}</code>{!required.includes(name) && <span class="schema__optional"> optional</span>}</dt>
            <dd class="schema__detail">
              <span class="schema__type"><TypeWords schema={property} /></span>
              {property.description && <span class="schema__description">{property.description}</span>}
              {inner && <SchemaTree schema={inner} document={document} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** An object's own properties, with those of every part of an `allOf`. */
function objectOf(schema: Schema, document: OpenApiDocument): Pick<Schema, 'properties' | 'required'> {
  if (!schema.allOf) return schema;
  const parts = schema.allOf.map((part) => objectOf(resolve(part, document), document));
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), schema.properties),
    required: [...parts.flatMap((part) => part.required ?? []), ...(schema.required ?? [])],
  };
}

/** The object that is written out below a property: its own, that of its items, or that of its entries. */
function innerObject(schema: Schema): Schema | undefined {
  if (schema.$ref) return undefined;
  if (schema.properties) return schema;
  if (schema.items) return innerObject(schema.items);
  if (typeof schema.additionalProperties === 'object') return innerObject(schema.additionalProperties);
  return (schema.anyOf ?? schema.oneOf)?.map(innerObject).find(Boolean);
}

function TypeWords({ schema }: { schema: Schema }) {
  if (schema.$ref) return <a class="mono" href={`#schema-${nameOf(schema.$ref)}`}>{nameOf(schema.$ref)}</a>;
  if (schema.items) return <>array of <TypeWords schema={schema.items} /></>;
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return <>{alternatives.map((each, index) => <>{index > 0 && ' or '}<TypeWords schema={each} /></>)}</>;
  if (schema.const !== undefined) return <code>{JSON.stringify(schema.const)}</code>;
  if (schema.enum) return <>one of {schema.enum.map((value, index) => <>{index > 0 && ', '}<code>{String(value)}</code></>)}</>;
  if (typeof schema.additionalProperties === 'object') return <>object, each entry: <TypeWords schema={schema.additionalProperties} /></>;
  const types = [schema.type].flat().filter((type): type is string => type !== undefined);
  const words = types.length > 0 ? types.join(' or ') : schema.allOf || schema.properties ? 'object' : 'anything';
  return <>{words}{schema.nullable ? ' or null' : ''}{bounds(schema)}</>;
}

function bounds({ format, pattern, minimum, maximum, maxLength, maxItems, default: standard }: Schema): string {
  const parts = [
    format,
    minimum !== undefined && `at least ${minimum}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && `at most ${maximum}`,
    maxLength !== undefined && `at most ${maxLength.toLocaleString('en')} characters`,
    maxItems !== undefined && `at most ${maxItems} items`,
    pattern && format === undefined && `matches ${pattern}`,
    standard !== undefined && `${JSON.stringify(standard)} when absent`,
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}
