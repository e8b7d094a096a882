import { typeName } from '../order.ts';
import { isDoc } from '../types.ts';

/** A key as a server's messages write it: `{ email: "ada@example.org" }`. */
export function printKey(value: unknown): string {
  if (isDoc(value)) {
    const fields = Object.keys(value);
    return fields.length === 0 ? '{}' : `{ ${fields.map((field) => `${field}: ${printKey(value[field])}`).join(', ')} }`;
  }
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(printKey).join(', ')} ]`;
  switch (typeName(value)) {
    case 'string': return JSON.stringify(value);
    case 'objectId': return `ObjectId('${String(value)}')`;
    case 'date': return `new Date(${(value as Date).getTime()})`;
    case 'missing': return 'null';
    default: return String(value);
  }
}
