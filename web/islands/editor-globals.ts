import globals from './sandbox-globals.d.ts.txt?raw';

/** Declarations of what a program finds in the sandbox without importing it, as text for the editor's TypeScript. */
export default globals;
