import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Submission, SubmissionSummary } from '../../../server/contract/api.ts';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import type { ExerciseView } from '../../../server/contract/views.ts';
import { paths } from '../../../server/contract/paths.ts';
import { ask, type Draft, type Solutions } from './ask.ts';
import { keepChoice, readLocalDraft } from './browser-drafts.ts';
import { plainLines, type CodeFieldHandle } from './code-field.tsx';
import { DraftKeeper } from './draft-keeper.ts';
import type { OtherVersion } from './draft-sync.ts';
import { RunKeeper } from './run-keeper.ts';
import type { Outcome, RunAction } from './run-state.ts';
import { verdictSentence } from './verdict.ts';

/** A server that has not said by then what it holds in another language is taken for out of reach. */
const OPENING_MS = 4_000;

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
  const [solvedIn, setSolvedIn] = useState(view.solvedIn);
  const switching = useRef(0);

  const { draft, runs } = useMemo(() => {
    const changed = () => render((times) => times + 1);
    const draft = new DraftKeeper({ exerciseId: exercise.id, runtimes: exercise.runtimes, runtime: view.runtime, code: view.code, savedAt: view.savedAt }, changed);
    const runs = new RunKeeper(exercise.id, {
      current: () => ({ runtime: draft.runtime, code: draft.sync.code }), changed, answered: (outcome) => answered(outcome),
    });
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
    if (view.reopened?.state === 'queued') follow(view.reopened);
    return stop;
  }, []);

  // A draft that changed elsewhere is put into the editor before another key can be typed upon what it replaces.
  const { code } = draft.sync;
  useLayoutEffect(() => {
    if (live && field.current && field.current.code() !== code) followed();
  }, [code, live]);

  const answered = ({ action, runtime, report, solved }: Outcome) => {
    const sentence = verdictSentence(report, action);
    announce(runtime === draft.runtime ? sentence : `${runtimeFacts[runtime].label}: ${sentence}`);
    if (action === 'run') return;
    void refreshHistory();
    setAttempt((before) => (solved ? 'solved' : before === 'unseen' ? 'trying' : before));
    if (solved) setSolvedIn((before) => (before.includes(runtime) ? before : [...before, runtime]));
  };

  useEffect(() => {
    if (live && runs.state.problem) announce(runs.state.problem);
  }, [runs.state.problem]);

  const begin = (action: RunAction) => {
    setNotice(undefined);
    announce('');
    runs.begin({ action, ...current() });
    void draft.saveNow();
  };

  /** Opens another language; false when yet another was chosen meanwhile. Until the server has answered, what is typed belongs to the one before. */
  const chooseRuntime = async (runtime: Runtime): Promise<boolean> => {
    const turn = ++switching.current;
    if (runtime === draft.runtime) return true;
    const answer = await Promise.race([ask<Draft>(paths.api.draft(exercise.id, runtime)), new Promise<undefined>((resolve) => { setTimeout(resolve, OPENING_MS); })]);
    if (turn !== switching.current) return false;
    // Without an answer, there is what this browser kept and the starter; the server's is looked at when it can be reached.
    const kept = readLocalDraft(exercise.id, runtime);
    draft.open(runtime, answer?.ok ? answer.body : { code: kept?.sent ? kept.code : exercise.starter[runtime] ?? '', savedAt: kept?.base ?? null });
    keepChoice(exercise.id, runtime);
    window.history.replaceState(null, '', paths.exercise(exercise.id, { runtime }));
    field.current?.show(runtime, draft.sync.code);
    runs.handle({ type: 'opened', current: current() });
    setNotice(undefined);
    announce(`The editor holds your ${runtimeFacts[runtime].label} code.`);
    return true;
  };

  /** The page came with a submission's code in the editor; the learner's draft is another thing, and must not be taken for it. */
  const readReopened = async (code: string) => {
    const answer = await ask<Draft>(paths.api.draft(exercise.id, draft.runtime));
    if (!answer.ok) return;
    draft.open(draft.runtime, answer.body);
    draft.handle({ type: 'replaced', code, after: 'reopening', now: Date.now() });
  };

  /** A submission that waits to be judged: its results come without a reload. */
  const follow = ({ id, runtime, code }: Submission) => {
    setNotice(undefined);
    runs.follow(id, { action: 'submit', runtime, code });
  };

  const reopen = async (submissionId: string) => {
    const answer = await ask<Submission>(paths.api.submission(submissionId));
    if (!answer.ok) return setNotice({ kind: 'caution', text: answer.sentence });
    const submission = answer.body;
    if (!await chooseRuntime(submission.runtime)) return;
    const { runtime, code, report, solved } = submission;
    draft.handle({ type: 'replaced', code, after: 'reopening', now: Date.now() });
    if (report) runs.handle({ type: 'shown', outcome: { action: 'submit', runtime, code, report, solved }, current: current() });
    else follow(submission);
    setNotice({ kind: 'information', text: 'This is the code of an earlier submission. “Back to my code” brings yours back.' });
    announce(report ? verdictSentence(report, 'submit') : '');
    field.current?.focus();
  };

  const showSolution = async (url: string, method: 'GET' | 'POST') => {
    const answer = await ask<{ solutions: Solutions }>(url, { method });
    if (!answer.ok) return setNotice({ kind: 'caution', text: answer.sentence });
    setSolutions(answer.body.solutions);
  };

  const refreshHistory = async () => {
    const answer = await ask<SubmissionSummary[]>(paths.api.history(exercise.id));
    if (answer.ok) setHistory(answer.body);
  };

  return {
    live, notice, announced, history, solutions, attempt, solvedIn, edit, begin, chooseRuntime, reopen, refreshHistory,
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
