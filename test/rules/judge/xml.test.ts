import { describe, expect, test } from 'vitest';
import { findXmlDifference, readXml } from '../../../server/judge/xml.ts';

const compare = (expected: string, actual: string) => findXmlDifference(readXml(expected), readXml(actual));

describe('XML', () => {
  test('layout, comments, prefixes and the order of attributes do not count', () => {
    const pairs: [string, string][] = [
      ['<book><id>1</id></book>', '<?xml version="1.0"?>\n<!-- a book -->\n<book>\n  <id>1</id>\n</book>\n'],
      ['<b x="1" y="2"/>', '<b y=\'2\' x="1"></b>'],
      ['<b xmlns="urn:books"><id/></b>', '<p:b xmlns:p="urn:books"><p:id/></p:b>'],
      ['<a>x &amp; y</a>', '<a><![CDATA[x & y]]></a>'],
      ['<a>1<!-- one -->2</a>', '<a>12</a>'],
      ['<a p:x="1" xmlns:p="urn:a"/>', '<a q:x="1" xmlns:q="urn:a"/>'],
    ];
    for (const [expected, actual] of pairs) expect(compare(expected, actual)).toBeUndefined();
  });

  test('names, namespaces, attributes, text and order of elements do', () => {
    const cases: [string, string, string, string][] = [
      ['<book><id>1</id></book>', '<book><id>2</id></book>', '/book/id', 'expected "1", got "2"'],
      ['<books><book/><book><id>1</id></book></books>', '<books><book/><book><id>2</id></book></books>', '/books/book[2]/id', 'expected "1", got "2"'],
      ['<a/>', '<b/>', '/a', 'expected the element <a>, got <b>'],
      ['<a xmlns="urn:a"/>', '<a/>', '/a', 'expected the element in the namespace "urn:a", got it in no namespace'],
      ['<a x="1"/>', '<a x="2"/>', '/a/@x', 'expected "1", got "2"'],
      ['<a x="1"/>', '<a/>', '/a/@x', 'expected "1", but this attribute is missing'],
      ['<a/>', '<a x="1"/>', '/a/@x', 'expected no such attribute, got "1"'],
      ['<a><b/><c/></a>', '<a><c/><b/></a>', '/a/b', 'expected the element <b>, got <c>'],
      ['<a><b/></a>', '<a><b/><c/></a>', '/a', 'expected nothing more within it, got <c>'],
      ['<a><b/></a>', '<a/>', '/a', 'expected <b>, got nothing'],
      ['<a>x</a>', '<a> x</a>', '/a', 'expected "x", got " x" (only white space differs)'],
      ['<a>x</a>', '<a><x/></a>', '/a', 'expected "x", got <x>'],
    ];
    for (const [expected, actual, path, message] of cases) expect(compare(expected, actual)).toEqual({ path, message });
  });

  test('malformed XML says so with the line', () => {
    expect(compare('<a/>', '<a>\n<b>\n</a>')?.message).toMatch(/^the XML is not well-formed: .+ \(line 3\)$/);
    expect(compare('<a/>', '{"a":1}')?.message).toMatch(/^the XML is not well-formed/);
    expect(compare('<a/>', '')?.message).toMatch(/^the XML is not well-formed/);
    expect(compare('<a/>', '<a/><b/>')?.message).toMatch(/^the XML is not well-formed/);
    expect(compare('<a>', '<a/>')?.message).toMatch(/^the XML that this test expects is not well-formed/);
  });

  test('hostile documents are refused: entities, depth, size', () => {
    expect(compare('<a>xx</a>', '<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>')?.message).toMatch(/^the XML is not well-formed/);
    expect(compare('<a/>', '<a>'.repeat(100_000))?.message).toContain('nested too deep');
    const started = performance.now();
    expect(compare('<a/>', `<a>${'<b x="1"/>'.repeat(50_000)}</a>`)).toBeDefined();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
