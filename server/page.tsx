import type { Context } from 'hono';
import type { Frame } from './contract/views.ts';
import { isUnavailable, PAGE_PATIENCE_MS, within } from './database/unavailable.ts';
import { noEvents } from './progress/events.ts';
import { nextStep } from './progress/next-step.ts';
import { Standing } from './progress/state.ts';
import { readEvents } from './progress/store.ts';
import type { AppEnv, Services } from './services.ts';
import { renderDocument, type DocumentParts } from '../web/document.tsx';

/** What a page knows of its reader. `known` is false when the database could not be asked. */
export interface Reader { learnerId?: string; standing: Standing; known: boolean }

/** Reads where the learner stands; without a database everybody is a stranger, and pages can still be read. */
export async function readerOf({ guests, database }: Services, c: Context<AppEnv>): Promise<Reader> {
  const learnerId = await guests.find(c);
  try {
    return { learnerId, standing: new Standing(await within(PAGE_PATIENCE_MS, readEvents(database.queries, learnerId))), known: true };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return { learnerId, standing: new Standing(noEvents), known: false };
  }
}

export function frameFor({ curriculum, assets }: Services, c: Context<AppEnv>, { standing }: Reader): Frame {
  const current = curriculum.current();
  const { solved, total } = standing.ofEverything(current);
  return {
    path: c.req.path,
    tracks: current.tracks.map(({ id, title }) => ({ id, title })),
    next: nextStep(current, standing),
    ...(standing.begun && { solved: { solved, total } }),
    nonce: c.get('secureHeadersNonce') ?? '',
    assets,
  };
}

/** Answers with a whole page. It is about one learner and changes with every run, so nothing between here and the browser keeps it. */
export function answerPage(c: Context<AppEnv>, parts: DocumentParts, status: 200 | 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503 = 200) {
  c.header('Cache-Control', 'private, no-cache');
  return c.html(renderDocument(parts), status);
}

/** The id in the address of a page; the route has it, or there would be no such route. */
export function idIn(c: Context<AppEnv>): string {
  return c.req.param('id') ?? '';
}
