import { MongoServerError } from '../errors.ts';
import { evaluate } from '../expressions.ts';
import { copyOf } from '../intake.ts';
import { keyOf } from '../order.ts';
import { read } from '../paths.ts';
import { idOf, isDoc, ObjectId, put, type Doc } from '../types.ts';
import { scopeIn, type Stage } from './stage.ts';

// Stages that write: $out and $merge. They give no documents on.

function collectionOf(stage: string, given: unknown): string {
  const name = isDoc(given) ? given.coll : given;
  if (typeof name !== 'string' || name === '') throw new MongoServerError(16990, `${stage} only supports a string or object argument`);
  return name;
}

export const out: Stage = (documents, given, context) => {
  context.write.replaceAll(collectionOf('$out', given), documents.map(withId));
  return [];
};

function withId(document: Doc): Doc {
  return Object.hasOwn(document, '_id') ? copyOf(document) : { _id: new ObjectId(), ...copyOf(document) };
}

export const merge: Stage = (documents, given, context) => {
  const options: Record<string, unknown> = isDoc(given) ? given : { into: given };
  const into = collectionOf('$merge', options.into);
  const on = options.on === undefined ? ['_id'] : (Array.isArray(options.on) ? options.on : [options.on]).map(String);
  const { whenMatched = 'merge', whenNotMatched = 'insert' } = options;
  if (!Array.isArray(whenMatched) && !['replace', 'keepExisting', 'merge', 'fail'].includes(String(whenMatched))) throw new MongoServerError(2, `Enumeration value '${String(whenMatched)}' for field '$merge.whenMatched' is not a valid value.`);
  if (!['insert', 'discard', 'fail'].includes(String(whenNotMatched))) throw new MongoServerError(2, `Enumeration value '${String(whenNotMatched)}' for field '$merge.whenNotMatched' is not a valid value.`);
  const keyOn = (document: Doc): string => keyOf(on.map((field) => read(document, field.split('.')) ?? null));
  const there = new Map(context.documentsOf(into).map((document) => [keyOn(document), document]));
  for (const document of documents.map(withId)) {
    const key = keyOn(document);
    const existing = there.get(key);
    let made: Doc | undefined = document;
    if (!existing) {
      if (whenNotMatched === 'fail') throw new MongoServerError(13113, '$merge could not find a matching document in the target collection for at least one document in the source collection');
      if (whenNotMatched === 'discard') continue;
    } else if (Array.isArray(whenMatched)) {
      const variables: Record<string, unknown> = { ...context.variables, new: document };
      const bound = isDoc(options.let) ? options.let : {};
      for (const name of Object.keys(bound)) variables[name] = evaluate(bound[name], { ...scopeIn(context, document), variables: { ...context.variables, new: document } });
      [made] = context.run([existing], whenMatched, { ...context, variables });
    } else if (whenMatched === 'fail') throw new MongoServerError(11000, `E11000 duplicate key error collection: ${into} index: _id_ dup key: $merge found a document that is there already`);
    else if (whenMatched === 'keepExisting') continue;
    else if (whenMatched === 'merge') {
      made = copyOf(existing);
      for (const field of Object.keys(document)) put(made, field, document[field]);
    }
    if (existing && made) made = { ...made, _id: idOf(existing)! };
    if (made) {
      context.write.merge(into, made, existing);
      there.set(key, made);
    }
  }
  return [];
};
