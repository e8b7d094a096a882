declare module 'virtual:hono-types' {
  /** Text of each declaration file, by its address in the editor. */
  const files: Record<string, string>;
  export default files;
}
