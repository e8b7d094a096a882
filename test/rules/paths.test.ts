import { expect, it } from 'vitest';
import { paths } from '../../server/contract/paths.ts';

it('leaves out what was not asked for', () => {
  expect(paths.exercise('a')).toBe('/exercises/a');
  expect(paths.exercise('a', { runtime: 'typescript' })).toBe('/exercises/a?runtime=typescript');
  expect(paths.api.draft('a', undefined)).toBe('/api/exercises/a/draft');
});

it('points at a heading within a lesson', () => {
  expect(paths.lesson('maps', 'sets')).toBe('/lessons/maps#sets');
});
