import { useEffect, useRef, useState } from 'preact/hooks';
import type { Content, ShownDataset } from '../../../server/contract/dataset.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { isQueryRuntime, type QueryRuntime, runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import type { PlaygroundView } from '../../../server/contract/views.ts';
import { paths } from '../../../server/contract/paths.ts';
import { Icon } from '../icon.tsx';
import { verdictFacts } from '../verdict-mark.tsx';
import { askForReport } from './ask.ts';
import { readStored, writeStored } from './browser-drafts.ts';
import type { OpenEditor } from './code-editor.ts';
import { CodeField, plainLines, type CodeFieldHandle } from './code-field.tsx';
import { DatasetChoice } from './dataset-choice.tsx';
import { Keys } from './keys.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { WithLines, type GoTo } from './line-links.tsx';
import { Output } from './output.tsx';
import { Separator } from './panes.tsx';
import { RequestEditor, Responses, toRequests, type RequestDraft } from './requests.tsx';
import { waiting } from './under-way.ts';
import { failingLine, inDuration, verdictSentence } from './verdict.ts';

export interface PlaygroundProps {
  view: PlaygroundView;
  openEditor?: () => Promise<{ openEditor: OpenEditor }>;
}

/** What this browser keeps between visits. */
interface Kept { runtime: Runtime; code: Partial<Record<Runtime, string>>; stdin: string; requests: RequestDraft[]; datasets: Partial<Record<Runtime, string>> }

const STORE_KEY = 'groundwork-playground';

interface Ran { report: RunReport; runtime: Runtime; code: string; requests: RequestDraft[]; dataset: string }

/** A program, what it is given, and what it answers. */
export function Playground({ view, openEditor }: PlaygroundProps) {
  const field = useRef<CodeFieldHandle>(null);
  const [live, setLive] = useState(false);
  const [runtime, setRuntime] = useState(view.runtime);
  const [code, setCode] = useState(plainLines(view.code));
  const [stdin, setStdin] = useState(view.stdin);
  const [requests, setRequests] = useState<RequestDraft[]>([]);
  const [datasets, setDatasets] = useState<Kept['datasets']>({ [view.runtime]: view.dataset });
  const flight = useRef<AbortController>(null);
  const greetings = useRef<Record<string, string>>({});
  const [running, setRunning] = useState(false);
  /** The place in the queue, 1 is next; undefined when there is none. */
  const [position, setPosition] = useState<number>();
  const [problem, setProblem] = useState(view.notice?.text);
  const [answers, setAnswers] = useState<Partial<Record<Runtime, Ran>>>(view.report ? { [view.runtime]: { report: view.report, runtime: view.runtime, code: plainLines(view.code), requests: [], dataset: view.dataset } } : {});
  const [announced, announce] = useState('');
  const kept = useRef<Kept>({ runtime: view.runtime, code: {}, stdin: view.stdin, requests: [], datasets: { [view.runtime]: view.dataset } });

  const keep = (part: Partial<Kept>) => {
    kept.current = { ...kept.current, ...part };
    writeStored(STORE_KEY, JSON.stringify(kept.current));
  };

  useEffect(() => {
    const stored = readKept();
    if (stored) {
      kept.current = { ...stored, runtime: view.runtime, datasets: { ...stored.datasets, ...(view.opened && { [view.runtime]: view.dataset }) } };
      setDatasets(kept.current.datasets);
      setRequests(stored.requests);
      // Code that came with the page (an example that was opened, a run of the form) is what the learner wants to see.
      const asked = new URLSearchParams(location.search).has('runtime');
      const wanted = asked ? view.runtime : stored.runtime;
      const before = stored.code[wanted];
      if (!view.report && !view.opened && before !== undefined && view.runtimes.includes(wanted)) {
        kept.current.runtime = wanted;
        setRuntime(wanted);
        setCode(before);
        setStdin(stored.stdin);
        field.current?.show(wanted, before);
      }
    }
    const typedEarly = field.current?.code();
    if (typedEarly !== undefined && typedEarly !== plainLines(view.code) && !stored) setCode(typedEarly);
    setLive(true);
  }, []);

  const edit = (text: string) => {
    setCode(text);
    keep({ code: { ...kept.current.code, [kept.current.runtime]: text } });
  };

  const chooseRuntime = (next: Runtime) => {
    if (next === runtime) return;
    const text = kept.current.code[next] ?? view.programs[next] ?? '';
    setRuntime(next);
    setCode(text);
    setProblem(undefined);
    keep({ runtime: next, code: { ...kept.current.code, [runtime]: code } });
    history.replaceState(null, '', paths.playground({ runtime: next }));
    field.current?.show(next, text);
    announce(`The editor holds your ${runtimeFacts[next].label} program.`);
  };

  const isDatabase = isQueryRuntime(runtime);
  const store = storeOf(runtime, code);
  const dataset = store ? datasets[runtime] ?? '' : '';
  const chooseDataset = (name: string) => {
    const chosen = { ...kept.current.datasets, [runtime]: name };
    setDatasets(chosen);
    keep({ datasets: chosen });
  };
  /** Who has written nothing yet gets a first question that fits. */
  const greet = ({ datasets: [first] }: ShownDataset) => {
    const question = first && firstQuestion(first);
    const own = [view.programs[runtime], ...Object.values(greetings.current)];
    if (!isDatabase || question === undefined || !own.includes(field.current?.code() ?? code)) return;
    greetings.current[dataset] = question;
    edit(question);
    field.current?.replace(question);
  };

  const run = async () => {
    if (running) return;
    const asked = isDatabase ? { requests: [] } : toRequests(requests);
    if ('problem' in asked) {
      setProblem(asked.problem);
      announce(asked.problem);
      return;
    }
    setRunning(true);
    setProblem(undefined);
    announce('');
    const given = isDatabase ? {} : { ...(stdin !== '' && { stdin }), ...(asked.requests.length > 0 && { requests: asked.requests }) };
    const body = { runtime, code, ...given, ...(dataset !== '' && { dataset }) };
    const { signal } = flight.current = new AbortController();
    try {
      const answer = await askForReport(paths.api.playgroundRuns(), body, {
        signal, hear: (told) => setPosition(told.event === 'queued' ? told.data.position : undefined),
      });
      if (answer.ok) {
        setAnswers((before) => ({ ...before, [runtime]: { report: answer.body, runtime, code, requests, dataset } }));
        announce(`${runtimeFacts[runtime].label}: ${verdictSentence(answer.body, 'free')}`);
      } else {
        const sentence = answer.why === 'cut' ? 'The connection broke off before the answer came. Run the program again when the connection is back.' : answer.sentence;
        setProblem(sentence);
        announce(sentence);
      }
    } catch (error) {
      if (!signal.aborted) throw error; // else: the learner stopped it
    } finally {
      setRunning(false);
      setPosition(undefined);
    }
  };

  const latestRun = useRef(run);
  latestRun.current = run;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || event.defaultPrevented || event.repeat) return;
      event.preventDefault();
      void latestRun.current();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);

  const ran = answers[runtime];
  const stale = ran !== undefined && (ran.code !== code || ran.dataset !== dataset);
  const mark = ran && !stale ? failingLine(ran.report) : undefined;
  return (
    <form
      class="playground" method="post" action={paths.playground()} data-live={live ? '' : undefined}
      onSubmit={(event) => { if (live) { event.preventDefault(); void run(); } }}
    >
      <div class="workspace__bar">
        <h1 class="playground__title">Playground</h1>
        <input type="hidden" name="runtime" value={runtime} />
        <LanguageMenu runtimes={view.runtimes} chosen={runtime} live={live} onChoose={chooseRuntime} addressOf={(each) => paths.playground({ runtime: each })} />
        <span class="meta playground__kept">{live ? 'Kept in this browser' : ''}</span>
      </div>
      <div class="panes panes--playground">
        <div class="pane pane--program code-pane" id="program">
          <CodeField
            handle={field} label={`Your program, ${runtimeFacts[runtime].label}`} code={plainLines(view.code)} runtime={runtime} marks={mark ? [mark] : []}
            commands={[{ id: 'run', label: 'Groundwork: run the program', shift: false, run: () => void run() }]} onEdit={edit} openEditor={openEditor}
          />
          <div class="actions">
            <button class="button button--primary" name="action" value="run" aria-disabled={running}>
              {running ? <span class="spinner" aria-hidden="true" /> : <Icon name="play" />}{running ? 'Running…' : 'Run'}
              <Keys live={live} />
            </button>
            {running && <button type="button" class="button actions__stop" onClick={() => flight.current?.abort()}>Stop</button>}
            {position !== undefined && <span class="meta">{waiting(position)}</span>}
            {ran && !running && <span class="actions__measure meta tabular">{inDuration(ran.report.durationMs)}{ran.report.memoryMb !== undefined && ` · ${Math.round(ran.report.memoryMb)} MB`}</span>}
          </div>
        </div>
        <Separator pane="program" label="Width of the program" controls="program" orientation="vertical" initial={55} least={25} most={75} />
        <div class="pane pane--answer">
          <section class="playground__given" aria-labelledby="given-title">
            <h2 class="task__heading" id="given-title">What it is given</h2>
            {store && <DatasetChoice key={store} runtime={store} datasets={view.datasets} chosen={dataset} onChoose={chooseDataset} first={{ name: view.dataset, html: view.datasetHtml }} onShown={greet} />}
            {!isDatabase && (
              <>
                <label class="field"><span class="field__label">Standard input</span>
                  <textarea class="textarea mono" name="stdin" rows={3} value={stdin} spellcheck={false} onInput={(event) => { setStdin(event.currentTarget.value); keep({ stdin: event.currentTarget.value }); }} />
                </label>
                {live && <RequestEditor runtime={runtime} requests={requests} onChange={(next) => { setRequests(next); keep({ requests: next }); }} />}
              </>
            )}
          </section>
          <section class="playground__answer" aria-labelledby="answer-title">
            <h2 class="task__heading" id="answer-title">What it answers</h2>
            {problem && <p class="notice notice--caution"><Icon name="caution" /><span>{problem}</span></p>}
            {stale && <p class="notice notice--caution"><Icon name="clock" /><span>This is the answer of earlier {ran?.code === code ? 'data' : 'code'}.</span></p>}
            {ran ? <Answer ran={ran} onGoTo={live && !stale ? (line, column) => field.current?.goTo(line, column) : undefined} /> : <p class="results__nothing meta">Run the program, and what it prints stands here.</p>}
          </section>
        </div>
      </div>
      <output class="visually-hidden">{announced}</output>
    </form>
  );
}

function Answer({ ran: { report, runtime, requests }, onGoTo }: { ran: Ran; onGoTo: GoTo | undefined }) {
  const { icon, meaning } = verdictFacts[report.verdict];
  return (
    <>
      <div class={`verdict verdict--${meaning}`}>
        <p class="verdict__sentence"><Icon name={icon} /><strong><WithLines text={verdictSentence(report, 'free')} column={report.column} onGoTo={onGoTo} /></strong></p>
        {report.message && <p class="verdict__message">{report.message}</p>}
      </div>
      {report.responses && report.responses.length > 0 && <Responses requests={requests} responses={report.responses} />}
      <Output report={report} fileName={runtimeFacts[runtime].fileName} onGoTo={onGoTo} />
    </>
  );
}

function firstQuestion({ tables: [table], collections: [collection] }: Content): string | undefined {
  if (table) return `select *\nfrom ${table.name}\nlimit 10;\n`;
  return collection && `db.getCollection('${collection.name}').find().limit(10);\n`.replace(/getCollection\('([a-z_]\w*)'\)/i, '$1');
}

/** The kind of database that code works on: its own language's, or the one that a program imports. */
function storeOf(runtime: Runtime, code: string): QueryRuntime | undefined {
  if (isQueryRuntime(runtime)) return runtime;
  return (runtime === 'javascript' || runtime === 'typescript') && /\bfrom\s*['"]database['"]/.test(code) ? 'sql' : undefined;
}

function readKept(): Kept | undefined {
  const text = readStored(STORE_KEY);
  if (text === null) return undefined;
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    return kept.runtime && kept.code ? { runtime: kept.runtime, code: kept.code, stdin: kept.stdin ?? '', requests: kept.requests ?? [], datasets: kept.datasets ?? {} } : undefined;
  } catch {
    return undefined; // written by something else
  }
}
