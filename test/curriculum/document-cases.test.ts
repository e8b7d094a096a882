import { describe, expect, it } from 'vitest';
import { parseExerciseFile } from '../../server/curriculum/exercise-file.ts';
import { loadCurriculum } from '../../server/curriculum/load.ts';
import { formatProblem } from '../../server/curriculum/problem.ts';
import { queryExerciseSkeleton } from '../../server/curriculum/skeleton-query.ts';
import { changed, folderWith } from './small-curriculum.ts';
import { cheapPath, smallShop } from './small-shop.ts';

const documents = queryExerciseSkeleton('documents', 'cheap', 'Cheap');
const keyvalue = queryExerciseSkeleton('keyvalue', 'cheap', 'Cheap');

const problemsOf = (text: string): string[] => parseExerciseFile('cheap.md', text).problems.map(formatProblem);

describe('tests of documents', () => {
  it('are read with what a refusal is written like there', () => {
    const refusing = changed(documents, 'cases:\n', "cases:\n  - name: refuses a second one\n    dataset: small\n    refuses: [{ run: 'db.books.insertOne({ _id: 1 })', code: 11000 }]\n");
    const { part, problems } = parseExerciseFile('cheap.md', refusing);
    expect(problems).toEqual([]);
    expect(part?.exercise.tests).toMatchObject({ kind: 'query', runtime: 'documents', cases: [{ refuses: [{ statement: 'db.books.insertOne({ _id: 1 })', code: '11000' }], ordered: false }, {}, {}] });
  });

  it('have no plan', () => {
    expect(problemsOf(changed(documents, 'cases:\n', 'cases:\n  - name: plans\n    plan: { uses: [a] }\n'))).toEqual([expect.stringContaining('`plan` is not a key of a `documents` case')]);
  });

  it('are for that runtime alone', () => {
    expect(problemsOf(changed(documents, 'runtimes: [documents]', 'runtimes: [documents, keyvalue]'))).toContainEqual(expect.stringContaining('`documents` tests are for Documents, and this exercise lists `keyvalue`'));
    expect(problemsOf(changed(documents, 'documents:\ndatasets', 'program:\ndatasets'))).not.toEqual([]);
  });
});

describe('tests of key-value', () => {
  it('compare replies in their order', () => {
    const { part, problems } = parseExerciseFile('cheap.md', keyvalue);
    expect(problems).toEqual([]);
    expect(part?.exercise.tests).toMatchObject({ kind: 'query', runtime: 'keyvalue', cases: [{ ordered: true, named: false }, {}] });
  });

  it('refuse nothing: errors are replies', () => {
    expect(problemsOf(changed(keyvalue, 'cases:\n', "cases:\n  - name: refuses\n    refuses: [{ run: 'GET a', code: ERR }]\n"))).toEqual([expect.stringContaining('`refuses` is not a key of a `keyvalue` case')]);
  });
});

describe('a database of a track', () => {
  const load = async (files: Record<string, string>) => {
    await using folder = await folderWith(files);
    const { curriculum, problems } = await loadCurriculum(folder.dir);
    return { tests: curriculum.findExercise('cheap')?.tests, problems: problems.map(({ what }) => what) };
  };
  const named = changed(keyvalue, 'keyvalue:\ndatasets:\n  some: |\n    SET views:42 7\n', 'keyvalue: shop\n').replace('dataset: some', 'dataset: small');

  it('has its own files for each runtime, and needs no schema where there is none', async () => {
    const { tests, problems } = await load({ ...smallShop, [cheapPath]: named, 'shops/datasets/shop/small.redis': 'SET stock:1 5' });
    expect(problems).toEqual([]);
    expect(tests).toMatchObject({ runtime: 'keyvalue', schema: '', datasets: { small: 'SET stock:1 5' } });
  });

  it('that is there for another runtime only is missing', async () => {
    const { problems } = await load({ ...smallShop, [cheapPath]: named });
    expect(problems).toEqual(['there is no database `shop` for `keyvalue` in this track']);
  });
});
