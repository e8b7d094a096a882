import { badValue, failedToParse } from './errors.ts';
import { typesNamed } from './match-operators.ts';
import { compare, keyOf, rankOf, same, typeName, type TypeName } from './order.ts';
import { isDoc, own } from './types.ts';

// $jsonSchema: https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/

/** What a value fails, in the manner of the server's `errInfo`. */
export interface Failure { operatorName: string; specifiedAs: object; reason?: string; consideredValue?: unknown; [more: string]: unknown }

const known = new Set([
  'required', 'bsonType', 'type', 'properties', 'enum', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern', 'items', 'minItems', 'maxItems',
  'uniqueItems', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties', 'allOf', 'anyOf', 'oneOf', 'not', 'dependencies', 'title', 'description',
]);

/** The test of a schema. @throws MongoServerError when it has a keyword that MongoDB doesn't know */
export function matchesSchema(schema: unknown): (value: unknown) => boolean {
  checkSchema(schema);
  return (value) => failures(schema, value).length === 0;
}

function checkSchema(schema: unknown): void {
  if (!isDoc(schema)) throw badValue('$jsonSchema must be an object');
  for (const key of Object.keys(schema)) {
    if (!known.has(key)) throw failedToParse(`Unknown $jsonSchema keyword: ${key}`);
  }
  for (const type of listOf(schema.bsonType)) typesNamed(type);
  if (schema.required !== undefined && (!Array.isArray(schema.required) || schema.required.length === 0)) throw failedToParse('$jsonSchema keyword \'required\' must be a non-empty array of field names');
  for (const held of [...Object.values(isDoc(schema.properties) ? schema.properties : {}), ...[schema.items, schema.not].filter(isDoc), ...['allOf', 'anyOf', 'oneOf'].flatMap((key) => listOf(schema[key]))]) checkSchema(held);
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

const jsonTypes: Record<string, TypeName[]> = { object: ['object'], array: ['array'], string: ['string'], boolean: ['bool'], null: ['null'], number: ['int', 'long', 'double', 'decimal'] };

/** Everything in which a value fails a schema; empty when it is right. */
export function failures(schema: unknown, value: unknown): Failure[] {
  if (!isDoc(schema)) return [];
  const found: Failure[] = [];
  const fail = (key: string, reason: string, more: object = {}): void => void found.push({ operatorName: key, specifiedAs: { [key]: schema[key] }, reason, consideredValue: value, ...more });
  const type = typeName(value);
  if (schema.bsonType !== undefined && !listOf(schema.bsonType).flatMap(typesNamed).includes(type)) fail('bsonType', 'type did not match', { consideredType: type });
  if (schema.type !== undefined && !listOf(schema.type).some((name) => jsonTypes[String(name)]?.includes(type))) fail('type', 'type did not match', { consideredType: type });
  if (Array.isArray(schema.enum) && !schema.enum.some((item) => same(item, value))) fail('enum', 'value was not found in enum');
  if (Array.isArray(schema.allOf) && schema.allOf.some((each) => failures(each, value).length > 0)) fail('allOf', 'at least one of the schemas did not match');
  if (Array.isArray(schema.anyOf) && schema.anyOf.every((each) => failures(each, value).length > 0)) fail('anyOf', 'none of the schemas matched');
  if (Array.isArray(schema.oneOf) && schema.oneOf.filter((each) => failures(each, value).length === 0).length !== 1) fail('oneOf', 'not exactly one of the schemas matched');
  if (isDoc(schema.not) && failures(schema.not, value).length === 0) fail('not', 'child expression matched');
  if (rankOf(value) === 3) numberFailures(schema, value, fail);
  if (typeof value === 'string') textFailures(schema, value, fail);
  if (Array.isArray(value)) listFailures(schema, value, fail);
  if (isDoc(value)) documentFailures(schema, value, fail, found);
  return found;
}

type Schema = Record<string, unknown>;
type Fail = (key: string, reason: string, more?: object) => void;

function numberFailures(schema: Schema, value: unknown, fail: Fail): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const isNumber = (limit: unknown): boolean => limit !== undefined && rankOf(limit) === 3;
  if (isNumber(minimum) && (compare(value, minimum) < 0 || (exclusiveMinimum === true && same(value, minimum)))) fail('minimum', 'comparison failed');
  if (isNumber(maximum) && (compare(value, maximum) > 0 || (exclusiveMaximum === true && same(value, maximum)))) fail('maximum', 'comparison failed');
  if (isNumber(multipleOf) && Number(value) % Number(multipleOf) !== 0) fail('multipleOf', 'considered value is not a multiple of the specified value');
}

function textFailures(schema: Schema, value: string, fail: Fail): void {
  const length = [...value].length;
  if (schema.minLength !== undefined && length < Number(schema.minLength)) fail('minLength', 'specified string length was not satisfied');
  if (schema.maxLength !== undefined && length > Number(schema.maxLength)) fail('maxLength', 'specified string length was not satisfied');
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value)) fail('pattern', 'regular expression did not match');
}

function listFailures(schema: Schema, value: unknown[], fail: Fail): void {
  if (schema.minItems !== undefined && value.length < Number(schema.minItems)) fail('minItems', 'array did not match specified length');
  if (schema.maxItems !== undefined && value.length > Number(schema.maxItems)) fail('maxItems', 'array did not match specified length');
  if (schema.uniqueItems === true && new Set(value.map(keyOf)).size < value.length) fail('uniqueItems', 'found a duplicate item');
  const items = schema.items;
  const wrong = value.findIndex((item, index) => failures(Array.isArray(items) ? items[index] : items, item).length > 0);
  if (wrong >= 0) fail('items', 'At least one item did not match the sub-schema', { itemIndex: wrong, details: failures(Array.isArray(items) ? items[wrong] : items, value[wrong]) });
}

function documentFailures(schema: Schema, value: Record<string, unknown>, fail: Fail, found: Failure[]): void {
  const fields = Object.keys(value);
  const properties = isDoc(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(isDoc(schema.patternProperties) ? schema.patternProperties : {}).map(([pattern, held]) => [new RegExp(pattern), held] as const);
  const missing = listOf(schema.required).filter((field) => !Object.hasOwn(value, String(field)));
  if (missing.length > 0) found.push({ operatorName: 'required', specifiedAs: { required: schema.required }, missingProperties: missing });
  const wrong = Object.keys(properties).filter((field) => Object.hasOwn(value, field)).map((propertyName) => ({ propertyName, details: failures(properties[propertyName], own(value, propertyName)) })).filter(({ details }) => details.length > 0);
  if (wrong.length > 0) found.push({ operatorName: 'properties', specifiedAs: { properties }, propertiesNotSatisfied: wrong });
  for (const [pattern, held] of patterns) {
    if (fields.some((field) => pattern.test(field) && failures(held, own(value, field)).length > 0)) fail('patternProperties', 'a field that the pattern names did not match');
  }
  const others = fields.filter((field) => !Object.hasOwn(properties, field) && !patterns.some(([pattern]) => pattern.test(field)));
  if (schema.additionalProperties === false && others.length > 0) found.push({ operatorName: 'additionalProperties', specifiedAs: { additionalProperties: false }, additionalProperties: others });
  if (isDoc(schema.additionalProperties) && others.some((field) => failures(schema.additionalProperties, own(value, field)).length > 0)) fail('additionalProperties', 'an additional field did not match');
  if (schema.minProperties !== undefined && fields.length < Number(schema.minProperties)) fail('minProperties', 'specified number of properties was not satisfied');
  if (schema.maxProperties !== undefined && fields.length > Number(schema.maxProperties)) fail('maxProperties', 'specified number of properties was not satisfied');
}
