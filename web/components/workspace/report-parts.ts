// What a report shows beyond its verdict and its tests, for a page to load once it stands.
export { Difference } from './difference.tsx';
export { Measures } from './measures.tsx';
