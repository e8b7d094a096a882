import { describe, expect, it } from 'vitest';
import { parseExerciseFile } from '../../server/curriculum/exercise-file.ts';
import { formatProblem } from '../../server/curriculum/problem.ts';
import { marked, sumExercise } from './small-curriculum.ts';

const withTests = (yaml: string) => sumExercise.replace(/call: sumOf[\s\S]*?returns: -1/, () => yaml);
const requestsOf = (yaml: string) => {
  const { part, problems } = parseExerciseFile('x.md', withTests(`http:\ncases:\n  - name: one\n    requests:\n${yaml}`));
  expect(problems.map(formatProblem)).toEqual([]);
  const tests = part!.exercise.tests;
  return tests.kind === 'http' ? tests.cases[0]!.requests : [];
};

describe('a request', () => {
  it('is a method and a path, with headers in lower case', () => {
    expect(requestsOf('      - { send: GET /books?page=2, headers: { Accept: application/xml, X-Size: 12 }, expect: { status: 200 } }')).toEqual([
      { send: { method: 'GET', path: '/books?page=2', headers: { accept: 'application/xml', 'x-size': '12' } }, expect: { status: 200 } },
    ]);
  });

  it.each([
    ['json: { title: SQL }', 'application/json', '{"title":"SQL"}'],
    ['json: null', 'application/json', 'null'],
    ['xml: "<a/>"', 'application/xml', '<a/>'],
    ['text: hello', 'text/plain', 'hello'],
    ['form: { name: Ada L, size: 2 }', 'application/x-www-form-urlencoded', 'name=Ada+L&size=2'],
  ])('carries %s with its content type', (body, type, text) => {
    expect(requestsOf(`      - send: POST /books\n        ${body}\n        expect: { status: 201 }`)[0]!.send).toEqual({ method: 'POST', path: '/books', headers: { 'content-type': type }, body: text });
  });

  it('may say another content type than its body has', () => {
    const [request] = requestsOf('      - { send: POST /books, text: "{", headers: { Content-Type: application/json }, expect: { status: 400 } }');
    expect(request!.send).toEqual({ method: 'POST', path: '/books', headers: { 'content-type': 'application/json' }, body: '{' });
  });

  it('may expect nothing as long as another one does', () => {
    expect(requestsOf('      - send: POST /a\n      - { send: GET /a, expect: { status: 200 } }').map(({ expect: wanted }) => wanted)).toEqual([{}, { status: 200 }]);
  });
});

it('reads everything that an answer may be expected to be', () => {
  const expected = `      - send: GET /a
        expect:
          status: { oneOf: [200, 203] }
          headers: { Location: /books/1, X-Id: { matches: "^[0-9]$" }, Content-Length: 12 }
          json: { id: { type: integer } }
          jsonContains: { tags: { anyOrder: [a, b] } }
          xml: "<book><id>1</id></book>"
          text: { contains: SQL }`;
  expect(requestsOf(expected)[0]!.expect).toEqual({
    status: { $: 'oneOf', values: [200, 203] },
    headers: { location: '/books/1', 'x-id': { $: 'matches', pattern: '^[0-9]$' }, 'content-length': '12' },
    json: { $: 'object', entries: [['id', { $: 'type', type: 'integer' }]] },
    jsonContains: { $: 'object', entries: [['tags', { $: 'anyOrder', values: ['a', 'b'] }]] },
    xml: '<book><id>1</id></book>',
    text: { $: 'contains', value: 'SQL' },
  });
});

describe('a broken http case is one problem at its place:', () => {
  it.each([
    ['- { send: GET /, ⟦headrs: {}, expect: { status: 200 } }', /`headrs` is not a key of a request/, /did you mean `headers`/],
    ['- ⟦{ expect: { status: 200 } }', /has no `send`/, /write a method/],
    ['- { send: ⟦get /, expect: { status: 200 } }', /`send` is `get \/`/, /method in capitals/],
    ['- { send: ⟦GET books, expect: { status: 200 } }', /`send` is `GET books`/, /and a path/],
    ['- { send: GET /, ⟦json: {}, expect: { status: 200 } }', /GET request carries no body/, /POST/],
    ['- { send: POST /, json: {}, ⟦text: a, expect: { status: 200 } }', /one body/, /keep one/],
    ['- { send: POST /, json: ⟦.nan, expect: { status: 200 } }', /JSON cannot hold/, /finite/],
    ['- { send: GET /, expect: { ⟦staus: 200 } }', /`staus` is not a key of `expect`/, /did you mean `status`/],
    ['- { send: GET /, expect: { status: ⟦20 } }', /`status` is `20`/, /100 to 599/],
    ['- { send: GET /, expect: { status: ⟦"200" } }', /`status` is `200`/, /100 to 599/],
    ['- { send: GET /, expect: { status: { ⟦matchs: "^4" } } }', /`matchs` is not a matcher, and a status is a number/, /did you mean `matches`/],
    ['- { send: GET /, expect: { headers: { a: { ⟦contain: x } } } }', /`contain` is not a matcher, and a text is expected/, /did you mean `contains`/],
    ['- { send: GET /, expect: { json: { id: { ⟦tipe: integer } } } }', /`tipe` is not a matcher/, /did you mean `type`/],
    ['- { send: GET /, expect: { headers: ⟦[a] } }', /`headers` is a list/, /header names/],
    ['- { send: GET /, expect: { headers: { a: ⟦[1] } } }', /a text is expected here/, /matcher/],
    ['- { send: GET /, expect: { xml: ⟦"<a><b></a>" } }', /expected `xml` cannot be read/, /well-formed/],
    ['- { send: GET /, expect: ⟦200 }', /`expect` is `200`/, /status: 200/],
    ['- { send: GET /, headers: ⟦[a], expect: { status: 200 } }', /`headers` is a list/, /header names/],
    ['- ⟦GET /', /request should be keys and values/, /- send/],
  ])('%s', (request, what, remedy) => {
    const { text, line, column } = marked(withTests(`http:\ncases:\n  - name: one\n    requests:\n      ${request}\n      - { send: GET /, expect: { status: 200 } }`));
    const { part, problems } = parseExerciseFile('x.md', text);
    expect(part).toBeUndefined();
    expect(problems).toEqual([{ file: 'x.md', line, column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) }]);
  });

  it.each([
    ['  - ⟦name: one\n    requests:\n      - send: GET /', /expects nothing/],
    ['  - ⟦name: one\n    requests:\n      - { send: GET /, expect: {} }', /expects nothing/],
    ['  - name: one\n    requests: ⟦[]', /`requests` is a list/],
    ['  - ⟦name: one', /has no `requests`/],
  ])('%s', (cases, what) => {
    const { text, line, column } = marked(withTests(`http:\ncases:\n${cases}`));
    expect(parseExerciseFile('x.md', text).problems).toEqual([expect.objectContaining({ line, column, what: expect.stringMatching(what) })]);
  });
});

it('takes nothing after `http:`', () => {
  const { text, line, column } = marked(withTests('http: ⟦app\ncases:\n  - name: one\n    requests:\n      - { send: GET /, expect: { status: 200 } }'));
  expect(parseExerciseFile('x.md', text).problems).toEqual([expect.objectContaining({ line, column, what: 'nothing stands after `http:`' })]);
});
