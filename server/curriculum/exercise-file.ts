import { createHash } from 'node:crypto';
import type { Code, Heading, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { Exercise, Mistake, SourcePosition, Tests } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { isQueryRuntime, runtimeFacts, runtimeNames, runtimeOfFence } from '../contract/runtimes.ts';
import { idIn, idPosition, openFrontMatter, readExerciseFrontMatter } from './front-matter.ts';
import type { Link } from './markdown-file.ts';
import { MarkdownFile } from './markdown-file.ts';
import { nearest, suggest } from './nearest.ts';
import type { CurriculumProblem } from './problem.ts';
import { queryHeads, type UsedData } from './query-cases.ts';
import { readTests } from './test-cases.ts';
import { YamlSource } from './yaml-source.ts';

export const sectionNames = ['Hints', 'Starter', 'Solution', 'Tests', 'Mistakes'] as const;
type SectionName = (typeof sectionNames)[number];
interface Section { heading: Heading; nodes: RootContent[] }

type Places = Partial<Record<Runtime, SourcePosition>>;

/** An exercise file read on its own; which lesson it belongs to is for the folder to say. */
export interface ExerciseFile {
  exercise: Omit<Exercise, 'lessonId'>;
  /** Where the fences stand, for problems that only running can find; `mistakes` by index. */
  places: { starter: Places; solution: Places; mistakes: Places[] };
  links: Link[];
  /** What its tests name and the track holds; the tests are without it until `withData` adds it. */
  used?: UsedData;
}

/**
 * Reads one exercise. Any problem at all leaves `part` undefined: half an exercise would mislead learners. `remains` then
 * holds its id, place and links when they can be read, for naming what else is wrong; nothing in it can be run.
 */
export function parseExerciseFile(file: string, text: string): { part?: ExerciseFile; remains?: ExerciseFile; problems: CurriculumProblem[] } {
  const reader = new ExerciseReader(new MarkdownFile(file, text, 'exercise'));
  const part = reader.read(text);
  return reader.problems.length === 0 ? { part, problems: [] } : { remains: reader.remains(), problems: reader.problems };
}

class ExerciseReader {
  readonly problems: CurriculumProblem[] = [];
  private readonly markdown: MarkdownFile;
  private runtimes: Runtime[] | undefined;
  private opened: ReturnType<typeof openFrontMatter>;

  constructor(markdown: MarkdownFile) {
    this.markdown = markdown;
  }

  read(text: string): ExerciseFile | undefined {
    const opened = openFrontMatter(this.markdown.file, this.markdown.frontMatter, this.problems);
    // Without front matter nothing says that the rest is an exercise at all.
    if (!this.markdown.frontMatter) return undefined;
    this.opened = opened;
    const front = opened && readExerciseFrontMatter(opened.source, opened.map);
    this.runtimes = front?.runtimes;
    const { task, sections } = this.split();
    this.problems.push(...this.markdown.proseProblems([...task, ...[...sections.values()].flatMap((section) => section.nodes)]));
    if (!task.some((node) => node.type !== 'definition')) this.wrong(this.markdown.frontMatter, 'the exercise has no task', 'write what the learner is to do, below the front matter');
    const hints = this.hints(sections.get('Hints'));
    const starter = this.codeSection('Starter', sections.get('Starter'));
    const solution = this.codeSection('Solution', sections.get('Solution'));
    const read = this.tests(sections.get('Tests'));
    const tests = read?.tests;
    const mistakes = this.mistakes(sections.get('Mistakes'));
    if (!opened || !front || !tests) return undefined;
    this.refuseOtherLanguages(opened, tests, front.runtimes);
    return {
      exercise: {
        ...front, hints, tests,
        task: this.markdown.markdownOf(task),
        starter: starter.code, solution: solution.code,
        mistakes: mistakes.map(({ mistake }) => mistake),
        hash: createHash('sha256').update(text).digest('hex'),
        position: idPosition(opened.source, opened.map),
      },
      places: { starter: starter.places, solution: solution.places, mistakes: mistakes.map(({ places }) => places) },
      links: this.markdown.links(),
      ...(read.used ? { used: read.used } : {}),
    };
  }

  /** What a database answers is judged in its own way, and nothing else is judged in that way. */
  private refuseOtherLanguages({ source, map }: NonNullable<ReturnType<typeof openFrontMatter>>, tests: Tests, runtimes: Runtime[]): void {
    const place = source.valueOf(map, 'runtimes') ?? map;
    const wanted = tests.kind === 'query' ? tests.runtime : undefined;
    const runtime = runtimes.find((one) => (wanted ? one !== wanted : isQueryRuntime(one)));
    if (runtime === undefined) return;
    if (wanted) return source.problemAt(place, `\`${queryHeads[wanted]}\` tests are for ${runtimeFacts[wanted].label}, and this exercise lists \`${runtime}\``, `write \`runtimes: [${wanted}]\``);
    const head = isQueryRuntime(runtime) ? queryHeads[runtime] : '';
    source.problemAt(place, `${runtimeFacts[runtime].label} is tested with \`${head}\`, and these are \`${tests.kind}\` tests`, `leave \`${runtime}\` out of \`runtimes\`, or write tests that begin with \`${head}:\``);
  }

  remains(): ExerciseFile | undefined {
    const id = this.opened && idIn(this.opened.source, this.opened.map);
    if (!this.opened || id === undefined) return undefined;
    return {
      exercise: {
        id, title: id, runtimes: [], skills: [], difficulty: 1, limits: {}, files: {}, task: '', hints: [], starter: {}, solution: {},
        tests: { kind: 'program', cases: [] }, mistakes: [], hash: '', position: idPosition(this.opened.source, this.opened.map),
      },
      places: { starter: {}, solution: {}, mistakes: [] },
      links: this.markdown.links(),
    };
  }

  /** The task, and the sections by their `##` headings; only headings at the margin count, never one inside a fence or a quote. */
  private split(): { task: RootContent[]; sections: Map<SectionName, Section> } {
    const task: RootContent[] = [];
    const sections = new Map<SectionName, Section>();
    let nodes = task;
    for (const node of this.markdown.body) {
      if (node.type !== 'heading' || node.depth !== 2) {
        nodes.push(node);
        continue;
      }
      nodes = [];
      const title = toString(node);
      // A misspelt section is read as the one it means, so that it is not named as missing, too.
      const name = sectionNames.find((candidate) => candidate === nearest(title, sectionNames));
      if (name !== title) this.wrong(node, `\`## ${title}\` is not a section of an exercise`, `${suggest(title, sectionNames, (section) => `\`## ${section}\``)}; inside the task, headings begin with \`###\``);
      if (!name) continue;
      if (sections.has(name)) this.wrong(node, `the section \`## ${name}\` stands here a second time`, 'put both into one section');
      else sections.set(name, { heading: node, nodes });
    }
    return { task, sections };
  }

  private hints(section: Section | undefined): string[] {
    if (!section) {
      this.wrong(undefined, 'the exercise has no hints', 'add a section `## Hints` with a numbered list of at least one hint');
      return [];
    }
    const hints: string[] = [];
    for (const node of section.nodes) {
      if (node.type === 'definition' || node.type === 'html') continue;
      if (node.type !== 'list') {
        this.wrong(node, 'hints are one numbered list, and this is something else', 'write it as `1. …`, or indent it below the hint it belongs to');
        continue;
      }
      for (const item of node.children) {
        if (item.children.length === 0) this.wrong(item, 'this hint is empty', 'write a sentence, or remove the line');
        else hints.push(this.markdown.markdownOf(item.children));
      }
    }
    if (hints.length === 0) this.wrong(section.heading, 'the exercise has no hints', 'write at least one, as `1. …`');
    return hints;
  }

  private codeSection(name: 'Starter' | 'Solution', section: Section | undefined): { code: Partial<Record<Runtime, string>>; places: Places } {
    const code: Partial<Record<Runtime, string>> = {};
    const places: Places = {};
    let good = true;
    for (const node of section?.nodes ?? []) {
      if (node.type === 'code') good = this.addFence(node, code, places) && good;
      else if (node.type !== 'html') this.wrong(node, `\`## ${name}\` holds code only, and nobody would see this`, 'move it into the task or a hint, or make it a comment in the code');
    }
    for (const runtime of this.runtimes ?? []) {
      // A fence that was refused may be the one that is missing.
      if (code[runtime] === undefined && good) this.wrong(section?.heading, `the runtime \`${runtime}\` has no ${name.toLowerCase()}`, `add a fence \`\`\`${runtimeFacts[runtime].fences[0]} below \`## ${name}\``);
      else if (name === 'Solution' && code[runtime]?.trim() === '') this.wrong(section?.heading, `the solution for \`${runtime}\` is empty`, 'write the code that passes every test case');
    }
    return { code, places };
  }

  /** Puts a fence's code where its language says; false when it is one of several for a runtime, or of no runtime of the exercise. */
  private addFence(node: Code, code: Partial<Record<Runtime, string>>, places: Places): boolean {
    const runtime = node.lang ? this.runtimeOf(node.lang) : undefined;
    if (!node.lang) this.wrong(node, 'this fence names no language', `write one after the fence's beginning, such as \`\`\`${this.fenceNames()[0]}`);
    else if (!runtime) this.wrong(node, `\`${node.lang}\` names no runtime`, suggest(node.lang, this.fenceNames()));
    else if (this.runtimes && !this.runtimes.includes(runtime)) this.wrong(node, `this fence is for \`${runtime}\`, which \`runtimes\` does not list`, `add \`${runtime}\` to \`runtimes\`, or remove the fence`);
    else if (code[runtime] !== undefined) this.wrong(node, `there are two fences for \`${runtime}\` here`, 'keep one of them');
    else {
      code[runtime] = node.value;
      places[runtime] = this.markdown.positionOf(node);
      return true;
    }
    return false;
  }

  private runtimeOf(language: string): Runtime | undefined {
    // The one document of a `config` exercise may be XML, which elsewhere means IIS.
    if (this.runtimes?.length === 1 && this.runtimes[0] === 'config') return 'config';
    return runtimeOfFence(language);
  }

  private fenceNames(): string[] {
    return (this.runtimes ?? runtimeNames).flatMap((runtime) => runtimeFacts[runtime].fences);
  }

  private tests(section: Section | undefined): ReturnType<typeof readTests> {
    const fences = section?.nodes.filter((node) => node.type === 'code') ?? [];
    for (const node of section?.nodes ?? []) {
      if (node.type !== 'code' && node.type !== 'html') this.wrong(node, '`## Tests` holds one YAML fence only, and nobody would see this', 'make it a comment (`# …`) in the YAML');
    }
    const [fence, second] = fences;
    if (second) this.wrong(second, 'the tests are one fence, and this is a second one', 'put its cases into the first');
    if (!fence) {
      this.wrong(section?.heading, 'the exercise has no tests', 'add `## Tests` with a fence ```yaml that names the kind and lists the cases');
      return undefined;
    }
    if (!['yaml', 'yml'].includes(fence.lang ?? '')) this.wrong(fence, `the tests are YAML, and this fence says \`${fence.lang ?? 'nothing'}\``, 'begin it with ```yaml');
    const start = fence.position?.start;
    const source = new YamlSource(fence.value, { file: this.markdown.file, firstLine: (start?.line ?? 1) + 1, indentation: (start?.column ?? 1) - 1 }, this.problems);
    return readTests(source);
  }

  private mistakes(section: Section | undefined): { mistake: Mistake; places: Places }[] {
    const mistakes: { mistake: Mistake; places: Places }[] = [];
    const groups: Section[] = [];
    for (const node of section?.nodes ?? []) {
      if (node.type === 'heading' && node.depth === 3) groups.push({ heading: node, nodes: [] });
      else if (groups.length > 0) groups.at(-1)!.nodes.push(node);
      else if (node.type !== 'html') this.wrong(node, 'this belongs to no mistake', 'begin each mistake with a heading `### What goes wrong`');
    }
    for (const { heading, nodes } of groups) {
      const title = toString(heading);
      const code: Partial<Record<Runtime, string>> = {};
      const places: Places = {};
      const text: string[] = [];
      let good = true;
      for (const node of nodes) {
        if (node.type === 'code' && (!node.lang || this.runtimeOf(node.lang))) good = this.addFence(node, code, places) && good;
        else text.push(this.markdown.markdownOf([node]));
      }
      if (title === '') this.wrong(heading, 'this mistake has no title', 'name it after what goes wrong: `### Answers 200 to a create`');
      if (mistakes.some(({ mistake }) => mistake.title === title)) this.wrong(heading, `two mistakes are titled "${title}"`, 'name each after what goes wrong in it');
      if (text.length === 0) this.wrong(heading, `the mistake "${title}" has no sentence that helps`, 'write one or two sentences below its heading');
      if (good && Object.keys(code).length === 0) this.wrong(heading, `the mistake "${title}" has no code`, 'add a fence with the code that makes it');
      mistakes.push({ mistake: { title, text: text.join('\n\n'), code, position: this.markdown.positionOf(heading) }, places });
    }
    if (section && groups.length === 0) this.wrong(section.heading, 'there are no mistakes here', 'add one as `### What goes wrong`, a sentence that helps, and a fence; or remove the section');
    return mistakes;
  }

  private wrong(node: Parameters<MarkdownFile['positionOf']>[0] | undefined, what: string, remedy: string): void {
    this.problems.push(node ? this.markdown.problemAt(node, what, remedy) : { file: this.markdown.file, line: 1, column: 1, what, remedy });
  }
}
