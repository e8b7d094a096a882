import { SourceMap, stripTypeScriptTypes } from 'node:module';
import { SourceProblem, type Source } from '../javascript/source.ts';

/**
 * TypeScript becomes JavaScript by blanking its types, so that every position stays the learner's own. Code that is more than
 * types (enum, namespace, parameter properties) is rewritten, with a map back to the learner's positions. Types are not checked.
 */
export function toJavaScript(code: string, fileName: string): Source {
  if (!/\.[cm]?ts$/.test(fileName)) return { code };
  try {
    return { code: stripTypeScriptTypes(code) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') throw problem(error);
  }
  try {
    return mapped(stripTypeScriptTypes(code, { mode: 'transform', sourceMap: true }));
  } catch (error) {
    throw problem(error);
  }
}

const MAP_COMMENT = /\n*\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

function mapped(transformed: string): Source {
  const comment = MAP_COMMENT.exec(transformed);
  if (!comment) return { code: transformed };
  const map = new SourceMap(JSON.parse(Buffer.from(comment[1]!, 'base64').toString()));
  return {
    code: transformed.slice(0, comment.index),
    place: (line, column) => {
      const origin = map.findOrigin(line, column);
      return 'lineNumber' in origin ? { line: origin.lineNumber, column: origin.columnNumber } : { line, column };
    },
  };
}

/** Node puts the place before the message: `main.ts:2`, the lines around it, a caret under the column. */
function problem(error: unknown): SourceProblem {
  const { message, stack = '' } = error as Error;
  const line = /^[^\n]*:(\d+)\n/.exec(stack)?.[1];
  const caret = /\n( *)\^/.exec(stack)?.[1];
  return new SourceProblem({
    name: 'SyntaxError', message,
    ...(line === undefined ? {} : { line: Number(line), ...(caret === undefined ? {} : { column: caret.length + 1 }) }),
  });
}
