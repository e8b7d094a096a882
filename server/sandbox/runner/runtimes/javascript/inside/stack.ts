import { isArray, NativeError, defineProperty, stringStartsWith, stringOf } from './primordials.ts';

/** The file name under which the harness is compiled, so that its frames can be told from the learner's. */
export const HARNESS_FILE = 'groundwork:';

/** Makes `error.stack` show only what belongs to the learner: V8 asks here when a stack is first read. */
export function hideHarnessFrames(): void {
  defineProperty(NativeError, 'prepareStackTrace', {
    value: (error: unknown, frames: NodeJS.CallSite[]) => {
      let out = headline(error);
      if (!isArray(frames)) return out;
      for (let index = 0; index < frames.length; index += 1) {
        const frame = frames[index]!;
        if (stringStartsWith(stringOf(frame.getFileName() ?? HARNESS_FILE), HARNESS_FILE) && !frame.isNative()) continue;
        out += `\n    at ${frame.toString()}`;
      }
      return out;
    },
    writable: true, configurable: true, enumerable: false,
  });
}

function headline(error: unknown): string {
  try {
    const { name, message } = error as { name: unknown; message: unknown };
    const title = name === undefined ? 'Error' : stringOf(name);
    const text = message === undefined ? '' : stringOf(message);
    return title === '' ? text : text === '' ? title : `${title}: ${text}`;
  } catch {
    return 'Error';
  }
}
