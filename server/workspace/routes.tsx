import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { enrol } from '../accounts/guest.ts';
import { unprocessable } from '../api-route.ts';
import type { Exercise } from '../contract/exercise.ts';
import { paths } from '../contract/paths.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { isUnavailable, PAGE_PATIENCE_MS, unavailable, within } from '../database/unavailable.ts';
import { saveDraft, starterOf, undoReset } from '../drafts/store.ts';
import { KnownError, NotFound, Unprocessable } from '../errors.ts';
import { answerPage, frameFor, idIn, type Reader, readerOf } from '../page.tsx';
import { chooseRuntime, reportOf } from '../runs/report.ts';
import { allowRun } from '../runs/allow-run.ts';
import { goneSignal } from '../runs/stream.ts';
import type { AppEnv, Services } from '../services.ts';
import { giveUp } from '../solutions/store.ts';
import { findSubmission } from '../submissions/store.ts';
import { ExercisePage } from '../../web/pages/exercise.tsx';
import { readForm, type WorkspaceForm, workspaceForm } from './form.ts';
import { chosenRuntime, keepChoice } from './chosen-runtime.ts';
import { runtimeToOpen } from './runtime-to-open.ts';
import { exerciseView, type Shown } from './view.ts';

const uuid = z.uuid();

/** The page of an exercise; its forms do everything that the island does through the API. */
export function workspacePages(services: Services) {
  return new Hono<AppEnv>()
    .get(paths.exercise(':id'), async (c) => {
      const exercise = services.curriculum.current().getExercise(idIn(c));
      const reader = await readerOf(services, c);
      const reopened = await reopen(services, c, exercise, c.req.query('submission'));
      const asked = exercise.runtimes.find((runtime) => runtime === c.req.query('runtime'));
      if (asked && exercise.runtimes.length > 1) keepChoice(c, services, { exerciseId: exercise.id, runtime: asked, at: new Date() });
      const runtime = reopened?.runtime ?? asked ?? runtimeToOpen(exercise, reader.standing.events, chosenRuntime(c));
      return answerWorkspace(services, c, exercise, reader, { runtime, reopened });
    })
    .post(paths.exercise(':id'), async (c) => {
      const exercise = services.curriculum.current().getExercise(idIn(c));
      const form = workspaceForm.safeParse(await readForm(c));
      if (!form.success) throw unprocessable(form.error);
      const runtime = chooseRuntime(exercise, form.data.runtime);
      try {
        return await act(services, c, exercise, { ...form.data, runtime });
      } catch (cause) {
        // The page comes back with the learner's code in it, so that nothing written is lost to an error page.
        const error = isUnavailable(cause) ? unavailable() : cause;
        if (!(error instanceof KnownError)) throw error;
        if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter));
        return answerWorkspace(services, c, exercise, await readerOf(services, c), { runtime, code: form.data.code, notice: { kind: 'caution', text: error.message } }, error.status);
      }
    });
}

async function act(services: Services, c: Context<AppEnv>, exercise: Exercise, form: WorkspaceForm & { runtime: Runtime }): Promise<Response> {
  const { database, guests, desk } = services;
  const { queries } = database;
  const { runtime } = form;
  const code = () => {
    if (form.code === undefined) throw new Unprocessable('The form has sent no code.', [{ path: 'code', message: 'is missing' }]);
    return form.code;
  };
  const key = async () => ({ learnerId: await enrol(guests, queries, c), exercise, runtime });
  const show = async (shown: Omit<Shown, 'runtime'>) => answerWorkspace(services, c, exercise, await readerOf(services, c), { runtime, ...shown });
  const say = (text: string): Pick<Shown, 'notice'> => ({ notice: { kind: 'information', text } });

  switch (form.action) {
    case 'run': {
      const owner = await allowRun(services, c);
      // A run needs no database; when the code cannot be saved along the way, that is worth a word but not the run.
      const saved = await key().then((draft) => saveDraft(queries, draft, code())).then(() => true, (error: unknown) => {
        if (isUnavailable(error)) return false;
        throw error;
      });
      const report = await reportOf(services, exercise, { runtime, code: code() }, 'visible', { owner, signal: goneSignal(c) });
      return show({ code: code(), report, reportedCode: code(), ...(!saved && { notice: { kind: 'caution', text: unavailable().message } }) });
    }
    case 'submit': {
      await allowRun(services, c);
      const draft = await key();
      await saveDraft(queries, draft, code());
      const { submissionId } = await desk.submit(draft.learnerId, exercise, { runtime, code: code() });
      return c.redirect(paths.exercise(exercise.id, { submission: submissionId }), 303);
    }
    case 'save':
      await saveDraft(queries, await key(), code());
      return show(say('Your code is saved.'));
    case 'reset': {
      const draft = await key();
      // What stands in the form may be newer than the draft, and a reset must be undoable.
      if (form.code !== undefined) await saveDraft(queries, draft, form.code);
      await saveDraft(queries, draft, starterOf(exercise, runtime));
      return show(say('The editor holds the starter again. “Undo reset” brings your code back.'));
    }
    case 'undo-reset':
      await undoReset(queries, await key());
      return show(say('Your code is back.'));
    case 'give-up':
      await giveUp(queries, await enrol(guests, queries, c), exercise.id);
      if (form.code !== undefined) await saveDraft(queries, await key(), form.code);
      return show(say('The solution is below. Read it, then write it in your own way: the exercise still counts when you solve it.'));
  }
}

async function answerWorkspace(
  services: Services, c: Context<AppEnv>, exercise: Exercise, reader: Reader, shown: Shown, status: Parameters<typeof answerPage>[2] = 200,
): Promise<Response> {
  const view = await exerciseView(services, exercise, reader, shown);
  const frame = frameFor(services, c, reader);
  return answerPage(c, {
    frame, title: exercise.title, description: `An exercise of the lesson ${view.lesson.title}.`, island: 'workspace', islandView: view,
    children: <ExercisePage frame={frame} view={view} />,
  }, status);
}

/** @throws NotFound when there is no such submission of this learner to this exercise */
async function reopen({ database, guests }: Services, c: Context<AppEnv>, exercise: Exercise, id: string | undefined) {
  if (id === undefined) return undefined;
  const learnerId = await guests.find(c);
  const submission = learnerId && uuid.safeParse(id).success ? await within(PAGE_PATIENCE_MS, findSubmission(database.queries, learnerId, id)) : undefined;
  if (submission?.exerciseId !== exercise.id) throw new NotFound(`You have no submission ${id} to this exercise.`);
  return submission;
}
