// Bodies in PL/pgSQL are a text to the parser of SQL. What of them is SQL, statements and expressions, is found by the words around it.

export interface Fragment { start: number; end: number; kind: 'statement' | 'expression' }

const FRAGMENTS: { pattern: RegExp; kind: Fragment['kind'] }[] = [
  { pattern: /\b(?:insert\s+into|update|delete\s+from)\b[^;]*(?=;)/dgi, kind: 'statement' },
  { pattern: /(?<=\bin\s+)select\b[^;]*?(?=\s+loop\b)/dgi, kind: 'statement' },
  { pattern: /(?<=\b(?:if|elsif)\s+)\S[^;]*?(?=\s+then\b)/dgi, kind: 'expression' },
  { pattern: /(?<=:=\s*)[^\s=;][^;]*(?=;)/dgi, kind: 'expression' },
];

export function fragmentsOf(body: string): Fragment[] {
  return FRAGMENTS.flatMap(({ pattern, kind }) => [...body.matchAll(pattern)].map((match) => ({ start: match.indices![0]![0], end: match.indices![0]![1], kind })))
    .toSorted((a, b) => a.start - b.start);
}

/** A statement that can be left out without breaking the block around it. */
const WHOLE = /\b(?:insert\s+into|update|delete\s+from)\b[^;]*;|[\w.]+\s*:=[^;]*;/gi;

/** The body without one of its statements. */
export function shortened(body: string): { what: string; body: string }[] {
  return [...body.matchAll(WHOLE)].map((match) => ({ what: `without ${match[0].replace(/\s+/g, ' ').slice(0, 60)}`, body: `${body.slice(0, match.index)}null;${body.slice(match.index + match[0].length)}` }));
}
