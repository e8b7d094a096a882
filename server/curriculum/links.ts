import { paths } from '../contract/paths.ts';
import type { Curriculum } from './curriculum.ts';
import type { Link } from './markdown-file.ts';
import { suggest } from './nearest.ts';
import type { CurriculumProblem } from './problem.ts';

/** Links to pages that do not exist. Headings after `#` are looked up by the check, which renders the lesson they lead to. */
export function findLinkProblems(curriculum: Curriculum, links: Link[]): CurriculumProblem[] {
  return links.flatMap(({ url, position }) => {
    const wrong = problemOf(curriculum, url);
    return wrong ? [{ ...position, ...wrong }] : [];
  });
}

const pages = [paths.home(), paths.playground(), paths.progress(), paths.apiDocs(), paths.openApi()];

function problemOf(curriculum: Curriculum, url: string): { what: string; remedy: string } | undefined {
  if (/^(https?:\/\/|mailto:)/.test(url) || url.startsWith('#')) return undefined;
  if (!url.startsWith('/') || url.startsWith('//')) {
    return { what: `the link \`${url}\` leads nowhere on the site`, remedy: 'write a page\'s path, such as `/lessons/js-arrays`, or a whole address with https://' };
  }
  const [path = '', kind = '', id = ''] = /^\/([^/?#]*)(?:\/([^/?#]*))?/.exec(url) ?? [];
  const known = knownIds(curriculum, kind);
  if (!known) return pages.includes(path) ? undefined : { what: `there is no page \`${path}\``, remedy: `${suggest(path, pages)}; lessons are \`/lessons/…\`, exercises \`/exercises/…\`, tracks \`/tracks/…\`` };
  return known.includes(id) ? undefined : { what: `the link leads to nothing: there is no page \`${path}\``, remedy: suggest(id, known.slice(0, 400), (other) => `\`/${kind}/${other}\``) };
}

function knownIds(curriculum: Curriculum, kind: string): string[] | undefined {
  switch (kind) {
    case 'tracks': return curriculum.tracks.map((track) => track.id);
    case 'lessons': return curriculum.tracks.flatMap((track) => curriculum.lessonsOf(track)).map((lesson) => lesson.id);
    case 'exercises': return [...curriculum.exercises.keys()];
    default: return undefined;
  }
}
