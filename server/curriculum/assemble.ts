import { basename, dirname } from 'node:path';
import type { Exercise, SourcePosition } from '../contract/exercise.ts';
import type { Lesson, Module, SharedDataset, Track } from './curriculum.ts';
import { Curriculum } from './curriculum.ts';
import { runtimeOfData } from './data-runtime.ts';
import { type Database, datasetsOf } from './database-files.ts';
import type { ExerciseFile } from './exercise-file.ts';
import type { Head } from './front-matter.ts';
import type { LessonFile } from './lesson-file.ts';
import { findLinkProblems } from './links.ts';
import { suggest } from './nearest.ts';
import type { CurriculumProblem } from './problem.ts';
import { compareText } from './problem.ts';

interface Parts { track: Head; module: Head; lesson: LessonFile; exercise: ExerciseFile }

/**
 * One file after parsing; `folder` and `name` are its place below the curriculum folder. Without `part` it is broken, and
 * `remains` is what could be read of it.
 */
export interface FileOf<Kind extends keyof Parts> { file: string; folder: string; name: string; kind: Kind; part?: Parts[Kind]; remains?: Parts[Kind] }

export type ParsedFile = { [Kind in keyof Parts]: FileOf<Kind> }[keyof Parts];

/** The curriculum with what its pages don't need but the check does: places in files. */
export interface LoadedCurriculum {
  curriculum: Curriculum;
  problems: CurriculumProblem[];
  /** Every one, also what remains of broken ones. */
  lessonFiles: LessonFile[];
  /** The curriculum as it would be without what is wrong inside files: for looking up what files say of each other, not for showing. */
  whole: Curriculum;
  /** Every good one, also those that no lesson places yet, so that an exercise can be proven before its lesson is written. */
  exerciseFiles: ExerciseFile[];
}

/** A broken file with what could be read of it as its part; undefined when that is nothing. */
export function withRemains(file: ParsedFile): ParsedFile | undefined {
  switch (file.kind) {
    case 'lesson': return file.remains && { ...file, part: file.remains };
    case 'exercise': return file.remains && { ...file, part: file.remains };
    case 'track':
    case 'module': return file.remains && { ...file, part: file.remains };
  }
}

/**
 * Puts the good parts of parsed files together and names what is wrong between them: ids used twice, exercises that are
 * placed nowhere or twice, links to nothing. A part with such a problem stays wherever it can still be shown.
 * The curriculum is made of the `shown` files; what is wrong between files is looked for among the `checked` ones, which hold
 * the remains of broken files too, so that one problem never hides another.
 */
export function assemble(dir: string, { shown, checked, databases = new Map() }: { shown: ParsedFile[]; checked: ParsedFile[]; databases?: ReadonlyMap<string, Database> }): LoadedCurriculum {
  const { curriculum } = new Assembly(dir, shown, databases).result();
  const check = new Assembly(dir, checked, databases);
  const { curriculum: whole, problems } = check.result();
  const exerciseFiles = shown.flatMap((file) => (file.kind === 'exercise' && file.part ? [file.part] : []));
  return { curriculum, whole, problems, exerciseFiles, lessonFiles: checked.flatMap((file) => (file.kind === 'lesson' && file.part ? [file.part] : [])) };
}

class Assembly {
  private readonly files: ParsedFile[];
  private readonly problems: CurriculumProblem[] = [];
  private readonly ids = new Map<string, { kind: string; position: SourcePosition }>();
  private readonly lessonFiles = new Map<string, LessonFile>();
  private readonly exercises = new Map<string, Exercise>();
  private readonly dir: string;

  private readonly databases: ReadonlyMap<string, Database>;
  private datasets: SharedDataset[] = [];

  constructor(dir: string, files: ParsedFile[], databases: ReadonlyMap<string, Database>) {
    this.dir = dir;
    this.files = files;
    this.databases = databases;
  }

  result(): { curriculum: Curriculum; problems: CurriculumProblem[] } {
    const tracks = this.heads('track', '.').map(({ head, folder }) => this.track(head, folder))
      .sort((a, b) => a.order - b.order || compareText(a.track.title, b.track.title)).map(({ track }) => track);
    this.refuseStrays();
    this.refuseRepeatedQuizzes();
    for (const lesson of tracks.flatMap((track) => track.modules).flatMap((module) => module.lessons)) this.keepKnownPrerequisites(lesson);
    const curriculum = new Curriculum(tracks, [...this.exercises.values()], this.datasets);
    const links = this.files.flatMap((file) => ((file.kind === 'lesson' || file.kind === 'exercise') && file.part ? file.part.links : []));
    this.problems.push(...findLinkProblems(curriculum, links));
    return { curriculum, problems: this.problems };
  }

  private track(head: Head, folder: string): { order: number; track: Track } {
    this.datasets.push(...datasetsOf(this.databases, folder, head.id));
    const modules = this.heads('module', folder).map((module) => this.module(module.head, module.folder, head.id));
    if (modules.length === 0) this.problems.push({ ...head.position, what: `the track "${head.title}" holds no modules`, remedy: 'add a folder such as `01-first-steps` with a module.md in it' });
    return { order: head.order ?? Infinity, track: { id: head.id, title: head.title, summary: head.summary, modules, position: head.position } };
  }

  private module(head: Head, folder: string, trackId: string): Module {
    const files = this.inFolders('lesson', folder);
    if (files.length === 0) this.problems.push({ ...head.position, what: `the module "${head.title}" holds no lessons`, remedy: 'add a folder such as `01-first-lesson` with a lesson.md in it' });
    const lessons = files.flatMap((file) => {
      // Remains without an id belong to no lesson, yet what they place is looked at.
      if (file.part?.id === '') this.lesson(file.part, file.folder, trackId, head.id);
      else if (file.part && this.claim('lesson', file.part.id, file.part.position)) return [this.lesson(file.part, file.folder, trackId, head.id)];
      return [];
    });
    return { id: head.id, title: head.title, summary: head.summary, lessons, position: head.position };
  }

  private lesson(part: LessonFile, folder: string, trackId: string, moduleId: string): Lesson {
    if (part.id !== '') this.lessonFiles.set(part.id, part);
    const beside = this.files.filter((file): file is FileOf<'exercise'> => file.kind === 'exercise' && file.folder === folder);
    const here = new Map(beside.flatMap(({ part: exercise }) => (exercise && this.claim('exercise', exercise.exercise.id, exercise.exercise.position) ? [[exercise.exercise.id, exercise]] : [])));
    const placed = new Set<string>();
    for (const { exerciseId, position } of part.placed) {
      const exercise = here.get(exerciseId);
      // A broken file has already been named; that its exercise is missing is no news.
      if (!exercise && beside.some((file) => !file.part && file.name === `${exerciseId}.md`)) continue;
      if (!exercise) this.problems.push({ ...position, what: `there is no exercise \`${exerciseId}\` beside this lesson`, remedy: here.size > 0 ? suggest(exerciseId, [...here.keys()]) : `write it as ${exerciseId}.md beside lesson.md` });
      else if (placed.has(exerciseId)) this.problems.push({ ...position, what: `the exercise \`${exerciseId}\` is placed a second time`, remedy: 'place it once; link to it as `/exercises/' + exerciseId + '` elsewhere' });
      else {
        placed.add(exerciseId);
        this.exercises.set(exerciseId, { ...exercise.exercise, lessonId: part.id });
      }
    }
    for (const [id, { exercise }] of here) {
      if (!placed.has(id) && part.readThrough) this.problems.push({ ...exercise.position, what: `the exercise \`${id}\` is placed nowhere`, remedy: `add a line \`::exercise{id="${id}"}\` to the lesson.md beside it` });
    }
    this.findDatasets(part, trackId);
    const { id, title, summary, minutes, skills, body, hash, position } = part;
    return { id, title, summary, minutes, skills, body, hash, position, trackId, moduleId, exerciseIds: [...placed], prerequisites: part.prerequisites.map(({ lessonId }) => lessonId) };
  }

  private findDatasets({ examples }: LessonFile, trackId: string): void {
    for (const { runtime, dataset, position } of examples) {
      if (dataset === undefined) continue;
      const known = this.datasets.filter((one) => one.runtime === runtimeOfData(runtime) && one.name.startsWith(`${trackId}/`)).map(({ name }) => name.slice(trackId.length + 1));
      if (!known.includes(dataset)) this.problems.push({ ...position, what: `there is no dataset \`${dataset}\` for \`${runtime}\` in this track`, remedy: known.length > 0 ? suggest(dataset, known) : `add it to the track's folder \`datasets\`, or leave it out` });
    }
  }

  /** Tracks or modules in the folders right below one, each with a claimed id. A broken head gets its folder's name, so that what it holds stays reachable. */
  private heads(kind: 'track' | 'module', folder: string): { head: Head; folder: string }[] {
    return this.inFolders(kind, folder).flatMap((file) => {
      const name = basename(file.folder).replace(/^\d+-/, '');
      const head = file.part ?? { id: name, title: name.replaceAll('-', ' '), summary: '', position: { file: file.file, line: 1, column: 1 } };
      return this.claim(kind, head.id, head.position) ? [{ head, folder: file.folder }] : [];
    });
  }

  /** Files of a kind in the folders right below one, in the order of the folders' numbers. */
  private inFolders<Kind extends 'track' | 'module' | 'lesson'>(kind: Kind, folder: string): FileOf<Kind>[] {
    const ofKind = (file: { kind: string; folder: string }): file is FileOf<Kind> => file.kind === kind && file.folder !== '.' && dirname(file.folder) === folder;
    const files: { kind: string; folder: string }[] = this.files;
    return files.filter(ofKind).sort((a, b) => numberOf(a.folder) - numberOf(b.folder) || compareText(a.folder, b.folder));
  }

  /** Takes an id for a part; false, with a problem, when another part has it already. */
  private claim(kind: string, id: string, position: SourcePosition): boolean {
    const first = this.ids.get(id);
    if (!first) {
      this.ids.set(id, { kind, position });
      return true;
    }
    this.problems.push({ ...position, what: `the id \`${id}\` is used twice: the ${first.kind} at ${first.position.file}:${first.position.line} has it too`, remedy: 'give one of them another id' });
    return false;
  }

  /** Files that no track, module or lesson leads to. */
  private refuseStrays(): void {
    const kindsIn = (folder: string) => new Set(this.files.filter((file) => file.folder === folder).map((file) => file.kind));
    const folders = new Set(this.files.map((file) => file.folder));
    for (const folder of folders) {
      const depth = folder === '.' ? 0 : folder.split('/').length;
      const expected = ([undefined, 'track', 'module', 'lesson'] as const)[depth];
      const strays = this.files.filter((file) => file.folder === folder && file.kind !== expected && !(depth === 3 && file.kind === 'exercise'));
      if (expected && !kindsIn(folder).has(expected)) {
        this.problems.push({ file: `${this.dir}/${folder}`, line: 1, column: 1, what: `this folder has no ${expected}.md, so nothing in it is shown`, remedy: `add ${expected}.md; the folders are track/module/lesson` });
      } else {
        for (const stray of strays) this.problems.push({ file: stray.file, line: 1, column: 1, what: 'this file is part of no lesson', remedy: 'exercises stand beside a lesson.md, three folders deep: track/module/lesson' });
      }
      const parent = dirname(folder);
      if (depth > 1 && depth < 4 && !folders.has(parent)) {
        this.problems.push({ file: `${this.dir}/${parent}`, line: 1, column: 1, what: `this folder has no ${depth === 2 ? 'track' : 'module'}.md, so nothing in it is shown`, remedy: `add ${depth === 2 ? 'track' : 'module'}.md; the folders are track/module/lesson` });
      }
    }
  }

  private keepKnownPrerequisites(lesson: Lesson): void {
    for (const { lessonId, position } of this.lessonFiles.get(lesson.id)?.prerequisites ?? []) {
      if (this.lessonFiles.has(lessonId) && lessonId !== lesson.id) continue;
      this.problems.push({ ...position, what: `the prerequisite \`${lessonId}\` is ${lessonId === lesson.id ? 'the lesson itself' : 'no lesson'}`, remedy: suggest(lessonId, [...this.lessonFiles.keys()].filter((id) => id !== lesson.id)) });
      lesson.prerequisites = lesson.prerequisites.filter((id) => id !== lessonId);
    }
  }

  private refuseRepeatedQuizzes(): void {
    const seen = new Map<string, SourcePosition>();
    for (const { id, position } of this.files.flatMap((file) => (file.kind === 'lesson' && file.part ? file.part.quizzes : []))) {
      const first = seen.get(id);
      if (first) this.problems.push({ ...position, what: `the quiz id \`${id}\` is used twice: ${first.file}:${first.line} has it too`, remedy: 'give one of them another id' });
      else seen.set(id, position);
    }
  }
}

function numberOf(folder: string): number {
  return Number(/^\d+/.exec(basename(folder))?.[0] ?? Infinity);
}
