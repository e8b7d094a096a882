import { fileURLToPath } from 'node:url';

/** Two tracks, two lessons, three exercises: sum-of (JavaScript, TypeScript), greeter (JavaScript), hello-server (TypeScript). */
export const fixtureCurriculum = fileURLToPath(new URL('./curriculum', import.meta.url));
