import { fileURLToPath } from 'node:url';

/** Two tracks, three lessons, four exercises: sum-of (JavaScript, TypeScript), greeter (JavaScript), hello-server (TypeScript), greeting-api (TypeScript, Python, PHP). */
export const fixtureCurriculum = fileURLToPath(new URL('./curriculum', import.meta.url));
