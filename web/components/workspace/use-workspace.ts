import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Submission, SubmissionSummary } from '../../../server/contract/api.ts';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import type { ExerciseView } from '../../../server/contract/views.ts';
import { paths } from '../../../server/contract/paths.ts';
import { ask, type Draft, type Solutions } from './ask.ts';
import { readChosenRuntime, readLocalDraft, writeChosenRuntime } from './browser-drafts.ts';
import { plainLines, type CodeFieldHandle } from './code-field.tsx';
import { DraftKeeper } from './draft-keeper.ts';
import type { OtherVersion } from './draft-sync.ts';
import { RunKeeper } from './run-keeper.ts';
import { isInFlight, type RunAction } from './run-state.ts';
import { verdictSentence } from './verdict.ts';

const LOOK_AGAIN_MS = 2_000;
/** A submission that waits longer than a minute has a trouble that looking at it does not cure. */
const MOST_LOOKS = 30;

/**
 * Everything the workspace knows and does in the browser. On the server, and in the first render in the browser, it is
 * what the view says and nothing more.
 */
export function useWorkspace(view: ExerciseView, field: RefObject<CodeFieldHandle | null>) {
  const { exercise } = view;
  const [, render] = useState(0);
  const [live, setLive] = useState(false);
  const [notice, setNotice] = useState(view.notice);
  const [announced, announce] = useState('');
  const [history, setHistory] = useState(view.history);
  const [solutions, setSolutions] = useState<Solutions | undefined>(view.solutions);
  const [attempt, setAttempt] = useState(view.attempt);
  const switching = useRef(0);

  const { draft, runs } = useMemo(() => {
    const changed = () => render((times) => times + 1);
    const draft = new DraftKeeper({ exerciseId: exercise.id, runtime: view.runtime, code: view.code, savedAt: view.savedAt }, changed);
    const runs = new RunKeeper(exercise.id, () => ({ runtime: draft.runtime, code: draft.sync.code }), changed);
    const outcome = shownOutcome(view);
    if (outcome) runs.handle({ type: 'shown', outcome, current: { runtime: view.runtime, code: view.code } });
    return { draft, runs };
  }, []);

  /** Puts the keeper's code into the editor when something other than typing changed it. */
  const followed = () => {
    field.current?.replace(draft.sync.code);
    runs.handle({ type: 'edited', current: current() });
  };
  const current = () => ({ runtime: draft.runtime, code: draft.sync.code });

  const edit = (code: string) => {
    draft.handle({ type: 'edited', code, now: Date.now() });
    runs.handle({ type: 'edited', current: current() });
  };

  useEffect(() => {
    const typedEarly = field.current?.code() ?? view.code;
    const stop = draft.start();
    if (typedEarly !== view.code) edit(typedEarly);
    else if (view.reopened) void readReopened(view.code);
    else if (draft.sync.code !== view.code) followed();
    setLive(true);
    let open = true;
    if (view.reopened?.state === 'queued') void awaitVerdict(view.reopened.id, () => open);
    const preferred = exercise.runtimes.find((runtime) => runtime === readChosenRuntime(exercise.id));
    const asked = new URLSearchParams(location.search);
    if (preferred && preferred !== draft.runtime && !asked.has('runtime') && !asked.has('submission')) void chooseRuntime(preferred);
    return () => {
      open = false;
      stop();
    };
  }, []);

  // A draft that changed elsewhere is put into the editor before another key can be typed upon what it replaces.
  const { code } = draft.sync;
  useLayoutEffect(() => {
    if (live && field.current && field.current.code() !== code) followed();
  }, [code, live]);

  const report = runs.state.outcome?.report;
  useEffect(() => {
    if (!live || !report || isInFlight(runs.state)) return;
    const { action, solved } = runs.state.outcome ?? { action: 'run', solved: false };
    announce(verdictSentence(report, action));
    if (solved) setAttempt('solved');
    else if (action === 'submit') setAttempt((before) => (before === 'unseen' ? 'trying' : before));
  }, [report]);

  useEffect(() => {
    if (live && runs.state.problem) announce(runs.state.problem);
  }, [runs.state.problem]);

  const begin = (action: RunAction) => {
    setNotice(undefined);
    announce('');
    runs.begin({ action, ...current() });
    void draft.saveNow();
  };

  const chooseRuntime = async (runtime: Runtime) => {
    const turn = ++switching.current;
    await draft.saveNow();
    const answer = await ask<Draft>(paths.api.draft(exercise.id, runtime));
    if (turn !== switching.current) return;
    const kept = readLocalDraft(exercise.id, runtime);
    if (!answer.ok && !kept) return setNotice({ kind: 'caution', text: answer.sentence });
    // Without an answer, what this browser kept is all there is; the server's is looked at when it can be reached.
    const server = answer.ok ? answer.body : { code: kept?.code ?? '', savedAt: kept?.base ?? null };
    draft.open(runtime, server);
    writeChosenRuntime(exercise.id, runtime);
    field.current?.show(runtime, draft.sync.code);
    runs.handle({ type: 'edited', current: current() });
  };

  /** The page came with a submission's code in the editor; the learner's draft is another thing, and must not be taken for it. */
  const readReopened = async (code: string) => {
    const answer = await ask<Draft>(paths.api.draft(exercise.id, draft.runtime));
    if (!answer.ok) return;
    draft.open(draft.runtime, answer.body);
    draft.handle({ type: 'replaced', code, after: 'reopening', now: Date.now() });
  };

  /** A submission that the page found waiting for a runner: its results come without a reload. */
  const awaitVerdict = async (submissionId: string, alive: () => boolean) => {
    for (let attempt = 0; attempt < MOST_LOOKS && alive(); attempt++) {
      await new Promise((resolve) => { setTimeout(resolve, LOOK_AGAIN_MS); });
      const answer = await ask<Submission>(paths.api.submission(submissionId));
      if (!answer.ok || answer.body.report === null) continue;
      const { runtime, code, report, solved } = answer.body;
      setNotice(undefined);
      runs.handle({ type: 'shown', outcome: { action: 'submit', runtime, code, report, solved }, current: current() });
      return;
    }
  };

  const reopen = async (submissionId: string) => {
    const answer = await ask<Submission>(paths.api.submission(submissionId));
    if (!answer.ok) return setNotice({ kind: 'caution', text: answer.sentence });
    const submission = answer.body;
    if (submission.runtime !== draft.runtime) await chooseRuntime(submission.runtime);
    draft.handle({ type: 'replaced', code: submission.code, after: 'reopening', now: Date.now() });
    if (submission.report) {
      const outcome = { action: 'submit' as const, runtime: submission.runtime, code: submission.code, report: submission.report, solved: submission.solved };
      runs.handle({ type: 'shown', outcome, current: current() });
    }
    setNotice({ kind: 'information', text: 'This is the code of an earlier submission. “Back to my code” brings yours back.' });
    field.current?.focus();
  };

  const showSolution = async (url: string, method: 'GET' | 'POST') => {
    const answer = await ask<{ solutions: Solutions }>(url, { method });
    if (!answer.ok) return setNotice({ kind: 'caution', text: answer.sentence });
    setSolutions(answer.body.solutions);
  };

  return {
    live, notice, announced, history, solutions, attempt, edit, begin, chooseRuntime, reopen,
    runtime: draft.runtime, sync: draft.sync, run: runs.state,
    dismissNotice: () => setNotice(undefined),
    cancel: () => runs.cancel(),
    save: () => void draft.saveNow(),
    reset() {
      draft.handle({ type: 'replaced', code: exercise.starter[draft.runtime] ?? '', after: 'reset', now: Date.now() });
      setNotice(undefined);
      field.current?.focus();
    },
    undo() {
      draft.handle({ type: 'undone', now: Date.now() });
      setNotice(undefined);
      field.current?.focus();
    },
    take: (other: OtherVersion) => draft.handle({ type: 'took', other, now: Date.now() }),
    dismiss: (other: OtherVersion) => draft.handle({ type: 'dismissed', other }),
    async refreshHistory() {
      const answer = await ask<SubmissionSummary[]>(paths.api.history(exercise.id));
      if (answer.ok) setHistory(answer.body);
    },
    async giveUp() {
      await showSolution(paths.api.giveUp(exercise.id), 'POST');
      setAttempt((before) => (before === 'solved' ? before : 'gave-up'));
    },
    readSolution: () => (solutions ? undefined : showSolution(paths.api.solution(exercise.id), 'GET')),
  };
}

/** The results that the page came with: of its own form's run, or of the submission it reopened. */
function shownOutcome({ report, reportedCode, reopened, runtime, code }: ExerciseView) {
  if (!report) return undefined;
  const solved = reopened?.solved ?? false;
  const counted = reopened !== undefined || report.tests.some(({ hidden }) => hidden);
  return { action: counted ? 'submit' as const : 'run' as const, runtime: reopened?.runtime ?? runtime, code: plainLines(reportedCode ?? code), report, solved };
}
