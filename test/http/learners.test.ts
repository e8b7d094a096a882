import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Progress, SubmissionReport } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';
import { submissions } from '../../server/database/schema.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { read, type Visitor } from '../support/visitor.ts';

const right = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b, 0) }';

let site: TestApp;
beforeAll(async () => { site = await openTestApp(); });
afterAll(() => site.close());

const learnersStored = async () => Number((await site.deps.database.queries.execute<{ n: string }>(sql`select count(*) as n from learners`))[0]?.n);

describe('a guest', () => {
  test('who only reads is nobody: no cookie and no row', async () => {
    const before = await learnersStored();
    for (const path of [paths.home(), paths.track('languages'), paths.lesson('functions'), paths.exercise('sum-of'), paths.playground(), paths.progress(), paths.api.progress(), paths.api.history('sum-of'), paths.api.draft('sum-of')]) {
      const response = await site.visitor().get(path);
      expect([path, response.status, response.headers.getSetCookie()]).toEqual([path, 200, []]);
    }
    expect(await learnersStored()).toBe(before);
  });

  test('gets a signed cookie that scripts cannot read with the first thing stored, and one row', async () => {
    const before = await learnersStored();
    const learner = site.visitor();
    const response = await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: '1' });
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^groundwork=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/)]);
    const again = await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: '2' });
    expect(again.headers.getSetCookie()).toEqual([]);
    expect(await learnersStored()).toBe(before + 1);
  });

  test('gets a row even when the database has forgotten the cookie', async () => {
    const learner = site.visitor();
    await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: '1' });
    await site.deps.database.queries.execute(sql`delete from learners`);
    expect((await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: '2' })).status).toBe(200);
  });

  test('with a forged cookie is a new guest', async () => {
    const learner = site.visitor();
    await learner.json('POST', paths.api.submissions('sum-of'), { code: right });
    const [value = ''] = learner.cookies.values();
    const forger = site.visitor();
    forger.cookies.set('groundwork', decodeURIComponent(value).replace(/[^.]+$/, (signature) => signature.split('').reverse().join('')));
    expect(await read(forger.get(paths.api.history('sum-of')))).toEqual([]);
    const response = await forger.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: '1' });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });

  test('behind https gets a cookie that never travels without it', async () => {
    const secure = await openTestApp({ settings: { publicUrl: 'https://learn.example.org' }, sandbox: site.deps.sandbox });
    const response = await secure.visitor().json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: '1' });
    expect(response.headers.getSetCookie()[0]).toContain('; Secure');
    expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000');
    await secure.close();
  });
});

test("a learner never reads another's submission, draft, history or solution", async () => {
  const [one, other] = [site.visitor(), site.visitor()];
  const { submissionId } = await read<SubmissionReport>(one.json('POST', paths.api.submissions('sum-of'), { code: right }));
  await one.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'mine' });
  await other.json('PUT', paths.api.draft('greeter'), { runtime: 'javascript', code: 'somebody too' });
  for (const stranger of [other, site.visitor()]) {
    expect((await stranger.get(paths.api.submission(submissionId))).status).toBe(404);
    expect((await stranger.get(paths.exercise('sum-of', { submission: submissionId }))).status).toBe(404);
    expect(await read(stranger.get(paths.api.history('sum-of')))).toEqual([]);
    expect(await read(stranger.get(paths.api.draft('sum-of')))).toMatchObject({ savedAt: null });
    expect((await stranger.get(paths.api.solution('sum-of'))).status).toBe(403);
    expect(await stranger.page(paths.exercise('sum-of'))).not.toContain(submissionId);
    expect((await read<Progress>(stranger.get(paths.api.progress()))).exercises.solved).toBe(0);
  }
  expect((await one.get(paths.api.submission(submissionId))).status).toBe(200);
});

test('an id that is no submission is answered like one of somebody else', async () => {
  const learner = site.visitor();
  await learner.json('POST', paths.api.submissions('sum-of'), { code: right });
  for (const id of ['1', 'null', '00000000-0000-4000-8000-000000000000']) expect((await learner.get(paths.api.submission(id))).status).toBe(404);
});

describe('a draft', () => {
  test('is the starter until something is saved, and then that, per language', async () => {
    const learner = site.visitor();
    expect(await read(learner.get(paths.api.draft('sum-of')))).toEqual({ runtime: 'javascript', code: 'export function sumOf(numbers) {\n}', savedAt: null });
    const saved = await read<{ savedAt: string }>(learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'typescript', code: 'half' }));
    expect(Math.abs(Date.now() - Date.parse(saved.savedAt))).toBeLessThan(5_000);
    expect(await read(learner.get(paths.api.draft('sum-of', 'typescript')))).toMatchObject({ code: 'half', savedAt: saved.savedAt });
    expect(await read(learner.get(paths.api.draft('sum-of', 'javascript')))).toMatchObject({ savedAt: null });
  });

  test('is what the workspace opens with, in the language that was used last', async () => {
    const learner = site.visitor();
    await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'typescript', code: 'const halfway = 1' });
    expect(await learner.page(paths.exercise('sum-of'))).toContain('const halfway = 1');
    expect(await learner.page(paths.exercise('sum-of', { runtime: 'javascript' }))).not.toContain('const halfway = 1');
  });

  describe('that names what it was written upon', () => {
    type Saved = { code: string; savedAt: string };
    const draft = paths.api.draft('sum-of');
    const put = (who: Visitor, code: string, base?: string | null) => who.json('PUT', draft, { runtime: 'javascript', code, ...(base !== undefined && { base }) });
    const saved = (who: Visitor, code: string, base?: string | null) => read<Saved>(put(who, code, base));

    test('is saved upon what was seen last, from the first to the next', async () => {
      const learner = site.visitor();
      let base: string | null = null;
      for (const code of ['one', 'two', 'three']) base = (await saved(learner, code, base)).savedAt;
      expect(await read(learner.get(draft))).toMatchObject({ code: 'three', savedAt: base });
    });

    test('does not write over newer code, and says so', async () => {
      const learner = site.visitor();
      const first = await saved(learner, 'seen by both tabs', null);
      const second = await saved(learner, 'from tab B', first.savedAt);
      for (const base of [first.savedAt, null, '0000-01-01T00:00:00Z']) {
        const answer = await put(learner, 'from tab A', base);
        expect(answer.status).toBe(409);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(await answer.json()).toMatchObject({ status: 409, detail: expect.stringContaining('another tab') });
      }
      expect(await read(learner.get(draft))).toMatchObject(second);
      expect(await saved(learner, 'from tab A', second.savedAt)).toMatchObject({ code: 'from tab A' });
    });

    test('does not undo a reset in another tab, nor is a reset taken for one', async () => {
      const learner = site.visitor();
      const first = await saved(learner, 'mine', null);
      const starter = 'export function sumOf(numbers) {\n}';
      const reset = await saved(learner, starter, first.savedAt);
      expect((await put(learner, 'mine, longer', first.savedAt)).status).toBe(409);
      expect((await put(learner, starter, first.savedAt)).status).toBe(200);
      expect(Date.parse((await saved(learner, 'anew')).savedAt)).toBeGreaterThan(Date.parse(reset.savedAt));
    });

    test('is saved when the very same code is there, as after a lost answer', async () => {
      const learner = site.visitor();
      await saved(learner, 'sent twice', null);
      expect(await saved(learner, 'sent twice', null)).toMatchObject({ code: 'sent twice' });
    });

    test('wins once when two tabs save at the same moment', async () => {
      const learner = site.visitor();
      const { savedAt } = await saved(learner, 'both', null);
      const answers = await Promise.all(Array.from({ length: 8 }, (_, tab) => put(learner, `tab ${tab}`, savedAt)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
      expect(await read(learner.get(draft))).toMatchObject({ code: `tab ${answers.findIndex(({ status }) => status === 200)}` });
    });

    test('writes over everything without that name, as ever', async () => {
      const learner = site.visitor();
      await saved(learner, 'one', null);
      expect(await saved(learner, 'two')).toMatchObject({ code: 'two' });
    });

    test('names it by a time or not at all', async () => {
      expect((await put(site.visitor(), 'x', 'yesterday')).status).toBe(422);
    });
  });

  test('of a runtime that the exercise does not have is refused', async () => {
    expect((await site.visitor().json('PUT', paths.api.draft('sum-of'), { runtime: 'php', code: '' })).status).toBe(422);
    expect((await site.visitor().get(paths.api.draft('sum-of', 'php'))).status).toBe(422);
  });
});

describe('the solution', () => {
  test('stays closed while trying, and opens after a pass', async () => {
    const learner = site.visitor();
    await learner.json('POST', paths.api.submissions('sum-of'), { code: 'no' });
    expect((await learner.get(paths.api.solution('sum-of'))).status).toBe(403);
    expect(await learner.page(paths.exercise('sum-of'))).not.toContain('reduce((sum');
    await learner.json('POST', paths.api.submissions('sum-of'), { code: right });
    const { solutions } = await read<{ solutions: { runtime: string; code: string }[] }>(learner.get(paths.api.solution('sum-of')));
    expect(solutions.map(({ runtime }) => runtime)).toEqual(['javascript', 'typescript']);
  });

  test('opens after giving up, and the exercise can still be solved', async () => {
    const learner = site.visitor();
    const given = await read<{ solutions: unknown[] }>(learner.send(paths.api.giveUp('sum-of'), { method: 'POST' }));
    expect(await read(learner.get(paths.api.solution('sum-of')))).toEqual(given);
    const state = async () => (await read<Progress>(learner.get(paths.api.progress()))).tracks[0]?.lessons[0]?.exercises[0]?.state;
    expect(await state()).toBe('started');
    await learner.json('POST', paths.api.submissions('sum-of'), { code: right });
    expect(await state()).toBe('solved');
  });
});

describe('progress', () => {
  test('says for each exercise, lesson and track what is untouched, started and solved, with its events', async () => {
    const learner = site.visitor();
    expect(await read<Progress>(learner.get(paths.api.progress()))).toMatchObject({
      exercises: { solved: 0, started: 0, total: 4 }, recent: [], retired: [], next: { kind: 'begin', lessonId: 'functions' },
    });
    const failed = await read<SubmissionReport>(learner.json('POST', paths.api.submissions('sum-of'), { code: 'no' }));
    expect((await read<Progress>(learner.get(paths.api.progress()))).next).toEqual({ kind: 'continue', lessonId: 'functions', exerciseId: 'sum-of', title: 'The sum of a list' });
    const passed = await read<SubmissionReport>(learner.json('POST', paths.api.submissions('sum-of'), { code: right }));
    const progress = await read<Progress>(learner.get(paths.api.progress()));
    expect(progress.exercises).toEqual({ solved: 1, started: 0, total: 4 });
    expect(progress.tracks.map(({ id, state, solved, total }) => ({ id, state, solved, total }))).toEqual([
      { id: 'languages', state: 'started', solved: 1, total: 2 }, { id: 'apis', state: 'untouched', solved: 0, total: 2 },
    ]);
    expect(progress.tracks[0]?.lessons[0]?.exercises[0]).toMatchObject({ id: 'sum-of', state: 'solved', attempts: 2, events: [failed.submissionId, passed.submissionId] });
    expect(progress.recent.map(({ id }) => id)).toEqual([passed.submissionId, failed.submissionId]);
    expect(progress.next).toMatchObject({ kind: 'next', exerciseId: 'greeter' });
  });

  test('keeps what was solved when the exercise leaves the curriculum', async () => {
    const learner = site.visitor();
    const { submissionId } = await read<SubmissionReport>(learner.json('POST', paths.api.submissions('sum-of'), { code: right }));
    await site.deps.database.queries.update(submissions).set({ exerciseId: 'sum-of-old' }).where(sql`${submissions.id} = ${submissionId}`);
    const progress = await read<Progress>(learner.get(paths.api.progress()));
    expect(progress.retired).toEqual([{ exerciseId: 'sum-of-old', solvedAt: expect.any(String), events: [submissionId] }]);
    expect(progress.exercises.solved).toBe(0);
    expect(await learner.page(paths.progress())).toContain('sum-of-old');
  });
});

test('the sum of allowed runs is per learner, and the answer says when to go on', async () => {
  const limited = await openTestApp({ settings: { runsPerMinute: 3 }, sandbox: site.deps.sandbox });
  const run = (learner = limited.visitor()) => learner.json('POST', paths.api.playgroundRuns(), { runtime: 'javascript', code: '' });
  const known = limited.visitor();
  await known.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: '1' });
  expect([(await run(known)).status, (await run(known)).status, (await run(known)).status]).toEqual([200, 200, 200]);
  const refused = await run(known);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '20']);
  expect(await known.json('POST', paths.api.submissions('sum-of'), { code: right })).toHaveProperty('status', 429);
  // Somebody else is not held up.
  expect((await run()).status).toBe(200);
  await limited.close();
});
