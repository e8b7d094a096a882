import globals from './sandbox-globals.d.ts.txt?raw';
import modules from './sandbox-modules.d.ts.txt?raw';

/**
 * Declarations of what a program finds in the sandbox without importing it, and of the modules that its databases are, as text for the
 * editor's TypeScript.
 */
export default `${globals}\n${modules}`;
