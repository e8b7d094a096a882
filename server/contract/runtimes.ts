import { z } from 'zod';

/** What learner code is written for. The names are the ones used in files, URLs and the API. */
export const runtimeNames = [
  'javascript', 'typescript', 'python', 'php', 'java', 'sql', 'documents', 'keyvalue', 'shell', 'nginx', 'apache', 'iis', 'config',
] as const;

// Marked pure, so that a browser bundle which uses only the names goes without zod.
export const runtimeSchema = /* @__PURE__ */ z.enum(runtimeNames);
export type Runtime = z.infer<typeof runtimeSchema>;

interface RuntimeFacts {
  label: string;
  /** The language of a Markdown fence that holds code for this runtime; the first is the one we write. */
  fences: string[];
  /** The language id that Monaco and Shiki know. */
  editorLanguage: string;
  /** The name the learner's file has in error messages. */
  fileName: string;
}

export const runtimeFacts: Record<Runtime, RuntimeFacts> = {
  javascript: { label: 'JavaScript', fences: ['js', 'javascript'], editorLanguage: 'javascript', fileName: 'main.js' },
  typescript: { label: 'TypeScript', fences: ['ts', 'typescript'], editorLanguage: 'typescript', fileName: 'main.ts' },
  python: { label: 'Python', fences: ['python', 'py'], editorLanguage: 'python', fileName: 'main.py' },
  php: { label: 'PHP', fences: ['php'], editorLanguage: 'php', fileName: 'main.php' },
  java: { label: 'Java', fences: ['java'], editorLanguage: 'java', fileName: 'Main.java' },
  sql: { label: 'SQL', fences: ['sql'], editorLanguage: 'sql', fileName: 'main.sql' },
  documents: { label: 'Documents', fences: ['mongodb'], editorLanguage: 'javascript', fileName: 'main.mongodb' },
  keyvalue: { label: 'Key-value', fences: ['redis'], editorLanguage: 'redis', fileName: 'main.redis' },
  shell: { label: 'Shell', fences: ['sh', 'bash', 'shell'], editorLanguage: 'shell', fileName: 'main.sh' },
  nginx: { label: 'nginx', fences: ['nginx'], editorLanguage: 'plaintext', fileName: 'nginx.conf' },
  apache: { label: 'Apache', fences: ['apache'], editorLanguage: 'plaintext', fileName: 'httpd.conf' },
  iis: { label: 'IIS', fences: ['xml'], editorLanguage: 'xml', fileName: 'web.config' },
  config: { label: 'Configuration', fences: ['yaml', 'json', 'toml', 'dockerfile', 'procfile'], editorLanguage: 'yaml', fileName: 'config.yaml' },
};

/** The runtimes this version can execute; an exercise for another one is a problem the check names. */
export const availableRuntimes = ['javascript', 'typescript', 'python', 'php', 'sql', 'documents', 'keyvalue'] as const satisfies readonly Runtime[];

/** The runtimes that are a whole language compiled to WebAssembly: larger than an isolate, and slower to make. */
export const inWebAssembly: ReadonlySet<Runtime> = /* @__PURE__ */ new Set<Runtime>(['python', 'php', 'sql']);

/** Languages in which a database is asked. What is right is what the reference solution answers on the same data, so an exercise has only one of them. */
export const queryRuntimes = ['sql', 'documents', 'keyvalue'] as const satisfies readonly Runtime[];
export type QueryRuntime = (typeof queryRuntimes)[number];

export function isQueryRuntime(runtime: Runtime): runtime is QueryRuntime {
  return (queryRuntimes as readonly Runtime[]).includes(runtime);
}

export function isAvailable(runtime: Runtime): boolean {
  return (availableRuntimes as readonly Runtime[]).includes(runtime);
}

/** The runtime a fence's language names, or undefined when it names none. */
export function runtimeOfFence(language: string): Runtime | undefined {
  return runtimeNames.find((name) => runtimeFacts[name].fences.includes(language.toLowerCase()));
}
