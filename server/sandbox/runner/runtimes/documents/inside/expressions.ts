import { MongoServerError } from './errors.ts';
import { arithmetic } from './operators/arithmetic.ts';
import { conversions } from './operators/conversions.ts';
import { dates } from './operators/dates.ts';
import { lists } from './operators/lists.ts';
import { logic } from './operators/logic.ts';
import type { Evaluate, Operator, Scope } from './operators/operator.ts';
import { texts } from './operators/texts.ts';
import { read } from './paths.ts';
import { isDoc, put } from './types.ts';

// Expressions of aggregation: https://www.mongodb.com/docs/manual/reference/mql/expressions/

const operators = new Map<string, Operator>(Object.entries({ ...arithmetic, ...conversions, ...dates, ...lists, ...logic, ...texts }));

/** A scope for one document. */
export function scopeOf(document: unknown, variables: Record<string, unknown> = {}): Scope {
  return { root: document, variables };
}

/** An expression's value for a document; undefined when it is missing. */
export const evaluate: Evaluate = (expression, scope) => {
  if (typeof expression === 'string') return expression.startsWith('$') ? readPath(expression, scope) : expression;
  if (typeof expression !== 'object' || expression === null) return expression === undefined ? null : expression;
  if (Array.isArray(expression)) return expression.map((item) => evaluate(item, scope) ?? null);
  if (!isDoc(expression)) return expression;
  const fields = Object.keys(expression);
  const first = fields[0];
  if (first !== undefined && first.startsWith('$')) {
    if (fields.length > 1) throw new MongoServerError(15983, `an expression specification must contain exactly one field, the name of the expression. Found ${fields.length} fields in { ${fields.join(', ')} }, declared from the following fields: ${fields.join(', ')}`);
    return operatorNamed(first)(expression[first], scope, evaluate);
  }
  const made = {};
  for (const field of fields) {
    const value = evaluate(expression[field], scope);
    if (value !== undefined) put(made, field, value);
  }
  return made;
};

function operatorNamed(name: string): Operator {
  const operator = operators.get(name);
  if (!operator) throw new MongoServerError(168, `Unrecognized expression '${name}'`);
  return operator;
}

function readPath(expression: string, scope: Scope): unknown {
  if (expression === '$') throw new MongoServerError(16872, '\'$\' by itself is not a valid FieldPath');
  if (!expression.startsWith('$$')) return read(scope.root, pathOf(expression.slice(1)));
  const [name = '', ...path] = pathOf(expression.slice(2));
  return read(variable(name, scope), path);
}

function pathOf(text: string): string[] {
  const path = text.split('.');
  if (path.includes('')) throw new MongoServerError(path.at(-1) === '' ? 40353 : 15998, path.at(-1) === '' ? 'FieldPath must not end with a \'.\'.' : 'FieldPath field names may not be empty strings.');
  return path;
}

function variable(name: string, scope: Scope): unknown {
  if (Object.hasOwn(scope.variables, name)) return scope.variables[name];
  switch (name) {
    case 'ROOT': case 'CURRENT': return scope.root;
    case 'NOW': return scope.now ?? new Date();
    case 'REMOVE': return undefined;
    case 'KEEP': case 'PRUNE': case 'DESCEND': return `$$${name}`;
    default: throw new MongoServerError(17276, `Use of undefined variable: ${name}`);
  }
}

/** Throws what a server says of an expression before it has seen any document: an operator that doesn't exist. */
export function checkExpression(expression: unknown): void {
  if (Array.isArray(expression)) return expression.forEach(checkExpression);
  if (!isDoc(expression)) return;
  const fields = Object.keys(expression);
  if (fields[0]?.startsWith('$')) {
    operatorNamed(fields[0]);
    if (fields[0] === '$literal') return;
  }
  for (const field of fields) checkExpression(expression[field]);
}
