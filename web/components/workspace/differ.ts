import { createContext } from 'preact';
import type { diffLines, diffWordsWithSpace } from 'diff';

/** What finds the differences of two texts: two functions of the `diff` package. */
export interface Differ { diffLines: typeof diffLines; diffWordsWithSpace: typeof diffWordsWithSpace }

/**
 * The server has it at hand; the browser loads it once the page stands, because nobody needs it before a first test has
 * failed. Until then both texts are shown without marks.
 */
export const DifferContext = createContext<Differ | undefined>(undefined);
