declare module 'virtual:hono-types' {
  /** Text of each declaration file, by its address in the editor. */
  const files: Record<string, string>;
  export default files;
}

/** What Monaco's grammar of Postgres's SQL makes of names; it comes without types. */
declare module 'monaco-editor/languages/definitions/pgsql/pgsql' {
  export const language: { keywords: string[]; builtinFunctions: string[] };
}
