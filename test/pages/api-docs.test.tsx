import { describe, expect, test } from 'vitest';
import { render } from 'preact-render-to-string';
import { curlFor, endpointsOf, sampleOf } from '../../web/components/api-docs/open-api.ts';
import { ApiDocsPage } from '../../web/pages/api-docs.tsx';
import { frame, openApi } from './fixtures.ts';
import { elementWith, tagsOf, textOf } from './markup.ts';

const html = render(<ApiDocsPage frame={frame} document={openApi} />);

describe('the API page', () => {
  test('shows each call with its summary, parameters, body and answers', () => {
    const text = textOf(elementWith(html, 'class="endpoint"'));
    expect(text).toContain('POST / api/ exercises/ {id}/ runs Run code against the visible cases');
    expect(text).toContain("id in path string The exercise's id");
    expect(text).toContain('application/json , RunBody runtime optional one of javascript , typescript code string The program');
    expect(text).toContain('200 What the program did RunReport 404 No such exercise Problem');
  });

  test('leads from every reference to the schema it names', () => {
    const tags = tagsOf(html);
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    const anchors = tags.flatMap(({ attributes }) => (attributes.href?.startsWith('#') && attributes.href !== '#main' ? attributes.href.slice(1) : []));
    expect(anchors).toContain('schema-RunReport');
    expect(anchors.filter((anchor) => !ids.includes(anchor))).toEqual([]);
  });

  test('writes an answer without a name out as a tree', () => {
    const call = elementWith(html, 'id="get-api-curriculum"');
    expect(textOf(call)).toContain('200 Tracks tracks array of object id string');
  });

  test('says bounds, alternatives and arrays in words', () => {
    const text = textOf(html);
    expect(text).toContain('line optional integer (at least 1)');
    expect(text).toContain('tests array of TestResult');
    expect(text).toContain('note optional string or null');
    expect(text).toContain('name string (at most 2,000 characters)');
  });
});

describe('an example call', () => {
  test('has the method, the address and a body that fits the schema', () => {
    const [run] = endpointsOf(openApi);
    if (!run) throw new Error('the fixture has a call');
    expect(curlFor(run, openApi, 'http://localhost:3000')).toBe([
      "curl -X POST 'http://localhost:3000/api/exercises/<id>/runs' \\",
      '  -b cookies.txt -c cookies.txt \\',
      "  -H 'content-type: application/json' \\",
      `  -d '{"runtime":"javascript","code":"console.log(6 * 7)"}'`,
    ].join('\n'));
  });

  test('keeps a quote from ending the shell’s string', () => {
    const document = { ...openApi, components: { schemas: { Body: { type: 'object', required: ['say'], properties: { say: { const: "it's" } } } } } };
    const call = curlFor({ id: 'x', method: 'put', path: '/x', operation: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Body' } } } } } }, document, '');
    expect(call).toContain(String.raw`-d '{"say":"it'\''s"}'`);
  });

  test('ends for a schema that contains itself', () => {
    const document = { ...openApi, components: { schemas: { Tree: { type: 'object', required: ['child'], properties: { child: { $ref: '#/components/schemas/Tree' } } } } } };
    expect(JSON.stringify(sampleOf({ $ref: '#/components/schemas/Tree' }, document))).toMatch(/^(\{"child":)+null\}+$/);
  });
});
