import type { Progress } from '../../server/contract/api.ts';
import type { Frame, HomeView, LessonCard, LessonView, ModuleCard, ProgressView, TrackCard } from '../../server/contract/views.ts';
import type { OpenApiDocument } from '../../web/components/api-docs/open-api.ts';

// Views as the server builds them, of a learner in the middle of the first track.

export const NONCE = 'bm9uY2U';

export const frame: Frame = {
  path: '/',
  tracks: [{ id: 'languages', title: 'Languages' }, { id: 'apis', title: 'APIs' }],
  next: { kind: 'continue', lessonId: 'errors', exerciseId: 'read-order', title: 'Read an order' },
  solved: { solved: 9, total: 28 },
  nonce: NONCE,
  assets: {
    entry: (name) => ({
      script: `/assets/${name}-abc123.js`,
      styles: name === 'site' ? ['/assets/site-abc123.css'] : ['/assets/site-abc123.css', `/assets/${name}-abc123.css`],
      fonts: ['/assets/inter-latin-opsz-normal-abc123.woff2'],
    }),
  },
};

export const newcomer: Frame = { ...frame, solved: undefined, next: { kind: 'begin', lessonId: 'values', title: 'Values and functions' } };

function lesson(id: string, title: string, minutes: number, solved: number, total: number, started = false): LessonCard {
  const state = solved === total ? 'solved' : solved > 0 || started ? 'started' : 'untouched';
  return { id, title, minutes, solved, total, state, summary: `What ${title.toLowerCase()} are for, and where they go wrong.` };
}

const javascript: ModuleCard = {
  id: 'javascript', title: 'JavaScript on Node', summary: 'Values, collections, errors and waiting, the four things every backend is made of.',
  lessons: [
    lesson('values', 'Values and functions', 40, 4, 4),
    lesson('arrays', 'Arrays and objects', 50, 4, 4),
    lesson('errors', 'Errors', 45, 1, 4),
    lesson('async', 'Modules and async', 60, 0, 4),
  ],
};

const http: ModuleCard = {
  id: 'http', title: 'HTTP', summary: 'The messages every web API is made of, and how to answer each one properly.',
  lessons: [
    lesson('request', 'A request and a response', 55, 0, 4, true),
    lesson('json', 'GET and POST with JSON', 70, 0, 4),
    lesson('put', 'PUT, DELETE and errors', 80, 0, 4),
  ],
};

export const languages: TrackCard = {
  id: 'languages', title: 'Languages', summary: 'The languages that backends are written in, learned by doing small real jobs in them.',
  state: 'started', solved: 9, total: 16, modules: [javascript],
};

export const apis: TrackCard = {
  id: 'apis', title: 'APIs', summary: 'Build the services that apps and other servers talk to, from the first request to errors that help.',
  state: 'started', solved: 0, total: 12, modules: [http],
};

export const homeView: HomeView = { tracks: [languages, apis], next: frame.next, begun: true };

export const lessonView: LessonView = {
  track: { id: 'languages', title: 'Languages' },
  module: javascript,
  lesson: { id: 'errors', title: 'Errors', summary: 'Throw what helps, catch what you can mend, and never lose the reason.', minutes: 45, skills: ['error-handling', 'validation'] },
  headings: [{ id: 'what-throw-does', text: 'What throw does', depth: 2 }, { id: 'a-cause', text: 'A cause', depth: 3 }, { id: 'clean-up', text: 'Clean up', depth: 2 }],
  blocks: [
    { kind: 'html', html: '<p>A payment fails at night. In the morning the log says <code>undefined is not a function</code>.</p><h2 id="what-throw-does">What throw does</h2><p>It ends the function at once.</p>' },
    { kind: 'example', runtime: 'javascript', code: "try {\n  JSON.parse('{')\n} catch (error) {\n  console.log(error.name)\n}", html: '<pre class="code" tabindex="0"><code><span class="tok-keyword">try</span> {\n  …</code></pre>' },
    { kind: 'exercise', exerciseId: 'read-order' },
    { kind: 'exercise', exerciseId: 'save-and-close' },
    { kind: 'quiz', quiz: {
      id: 'finally-runs', questionHtml: '<p>When does <code>finally</code> run?</p>',
      options: [
        { html: 'Only after an error', correct: false, explanationHtml: '<p>That is <code>catch</code>.</p>' },
        { html: 'Always', correct: true, explanationHtml: '<p>Whether the block returned or threw.</p>' },
      ],
    } },
    { kind: 'quiz', quiz: {
      id: 'which-are-errors', questionHtml: '<p>Which of these are errors?</p>',
      options: [
        { html: '<code>new TypeError()</code>', correct: true, explanationHtml: '<p>A kind of <code>Error</code>.</p>' },
        { html: '<code>new RangeError()</code>', correct: true, explanationHtml: '<p>Another kind.</p>' },
        { html: '<code>404</code>', correct: false, explanationHtml: '<p>A number.</p>' },
      ],
    } },
  ],
  exercises: {
    'read-order': { id: 'read-order', title: 'Read an order', runtimes: ['javascript', 'typescript'], difficulty: 2, minutes: 10, state: 'started', solvedIn: [] },
    'save-and-close': { id: 'save-and-close', title: 'Save and close', runtimes: ['typescript'], difficulty: 4, state: 'solved', solvedIn: ['typescript'] },
  },
  previous: { id: 'arrays', title: 'Arrays and objects' },
  next: { id: 'async', title: 'Modules and async' },
  prerequisites: [{ id: 'values', title: 'Values and functions' }, { id: 'arrays', title: 'Arrays and objects' }],
};

const submissionId = '0198f2c4-7d1e-7abc-8def-0123456789ab';

function progressOf(track: TrackCard): Progress['tracks'][number] {
  return {
    id: track.id, title: track.title, state: track.state, solved: track.solved, started: 1, total: track.total,
    lessons: track.modules.flatMap((module) => module.lessons.map((lesson) => ({ module, ...lesson }))).map(({ module, id, title, state, solved, total }) => ({
      id, title, module: { id: module.id, title: module.title }, state, solved, total,
      exercises: Array.from({ length: total }, (_, index) => ({
        id: `${id}-${index + 1}`, title: `${title}, exercise ${index + 1}`,
        state: index < solved ? 'solved' as const : index === solved && state === 'started' ? 'started' as const : 'untouched' as const,
        runtimes: ['javascript' as const, 'python' as const], solvedIn: index < solved ? ['python' as const] : [],
        attempts: index < solved ? index + 1 : index === solved && state === 'started' ? 2 : 0,
        solvedAt: index < solved ? '2026-11-21T18:40:12.000Z' : null,
        events: index < solved ? [submissionId] : [],
      })),
    })),
  };
}

export const progressView: ProgressView = {
  guest: true,
  progress: {
    exercises: { solved: 9, started: 2, total: 28 },
    tracks: [progressOf(languages), progressOf(apis)],
    retired: [{ exerciseId: 'old-friend', solvedAt: '2026-10-01T08:00:00.000Z', events: [submissionId] }],
    recent: [
      { id: submissionId, exerciseId: 'read-order', exerciseTitle: 'Read an order', runtime: 'javascript', createdAt: '2026-11-22T12:00:00.000Z', state: 'judged', verdict: 'failed', solved: false },
      { id: '0198f2c4-7d1e-7abc-8def-0123456789ac', exerciseId: 'errors-1', exerciseTitle: 'Errors, exercise 1', runtime: 'typescript', createdAt: '2026-11-21T18:40:12.000Z', state: 'judged', verdict: 'passed', solved: true },
      { id: '0198f2c4-7d1e-7abc-8def-0123456789ad', exerciseId: 'errors-1', exerciseTitle: 'Errors, exercise 1', runtime: 'typescript', createdAt: '2026-11-21T18:38:02.000Z', state: 'judged', verdict: 'timed-out', solved: false },
      { id: '0198f2c4-7d1e-7abc-8def-0123456789ae', exerciseId: 'request-1', exerciseTitle: 'A request line', runtime: 'typescript', createdAt: '2026-11-20T18:38:02.000Z', state: 'queued', verdict: null, solved: false },
    ],
    next: frame.next,
  },
};

export const emptyProgressView: ProgressView = {
  guest: true,
  progress: {
    exercises: { solved: 0, started: 0, total: 28 }, retired: [], recent: [], next: newcomer.next,
    tracks: [languages, apis].map((track) => ({
      id: track.id, title: track.title, state: 'untouched' as const, solved: 0, started: 0, total: track.total,
      lessons: track.modules.flatMap((module) => module.lessons.map((lesson) => ({ module, ...lesson }))).map(({ module, id, title, total }) => ({ id, title, module: { id: module.id, title: module.title }, state: 'untouched' as const, solved: 0, total, exercises: [] })),
    })),
  },
};

export const openApi: OpenApiDocument = {
  info: { title: 'Groundwork', version: '0.1.0', description: 'Everything the pages do can be done over HTTP.' },
  paths: {
    '/api/exercises/{id}/runs': {
      post: {
        summary: 'Run code against the visible cases',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: "The exercise's id" }],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/RunBody' } } } },
        responses: {
          200: { description: 'What the program did', content: { 'application/json': { schema: { $ref: '#/components/schemas/RunReport' } } } },
          404: { description: 'No such exercise', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
        },
      },
    },
    '/api/curriculum': { get: { summary: 'List what there is to learn', responses: { 200: { description: 'Tracks', content: { 'application/json': { schema: { type: 'object', properties: { tracks: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } } }, required: ['tracks'] } } } } } } },
  },
  components: {
    schemas: {
      RunBody: { type: 'object', required: ['code'], properties: { runtime: { type: 'string', enum: ['javascript', 'typescript'] }, code: { type: 'string', description: 'The program' } } },
      RunReport: { type: 'object', required: ['verdict', 'tests'], properties: { verdict: { type: 'string', enum: ['passed', 'failed'] }, line: { type: 'integer', minimum: 1 }, tests: { type: 'array', items: { $ref: '#/components/schemas/TestResult' } }, note: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      TestResult: { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 2000 } } },
      Problem: { type: 'object', required: ['title', 'status'], properties: { title: { type: 'string' }, status: { type: 'integer' } } },
    },
  },
};
