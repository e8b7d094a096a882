import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { CHOICE_COOKIE, CHOICE_LIFETIME_S, type ChosenRuntime, choiceText } from '../contract/chosen-runtime.ts';
import { runtimeNames } from '../contract/runtimes.ts';
import type { Services } from '../services.ts';

const VALUE = /^([a-z]+)\.(\d{1,12})\.(.+)$/;

/** What this browser's cookie says; undefined without one, and with one that says something else. A clock that runs ahead counts as now. */
export function chosenRuntime(c: Context, now = Date.now()): ChosenRuntime | undefined {
  const [, name, seconds, exerciseId] = VALUE.exec(getCookie(c, CHOICE_COOKIE) ?? '') ?? [];
  const runtime = runtimeNames.find((each) => each === name);
  if (!runtime || exerciseId === undefined) return undefined;
  return { exerciseId, runtime, at: new Date(Math.min(Number(seconds) * 1000, now)) };
}

/** Keeps a choice that was made by a link. */
export function keepChoice(c: Context, { settings }: Pick<Services, 'settings'>, choice: ChosenRuntime): void {
  setCookie(c, CHOICE_COOKIE, choiceText(choice), {
    path: '/', sameSite: 'Lax', secure: settings.publicUrl?.startsWith('https:') ?? false, maxAge: CHOICE_LIFETIME_S,
  });
}
