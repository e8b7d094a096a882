import type { Exercise, SourcePosition } from '../contract/exercise.ts';
import type { QueryRuntime, Runtime } from '../contract/runtimes.ts';
import { NotFound } from '../errors.ts';
import { runtimeOfData } from './data-runtime.ts';

export interface Lesson {
  id: string; title: string; summary: string; minutes: number; skills: string[];
  /** Lesson ids. */
  prerequisites: string[];
  /** Markdown. */
  body: string;
  /** Exercises placed in the body, in order. */
  exerciseIds: string[];
  trackId: string;
  moduleId: string;
  /** Changes whenever the file does. */
  hash: string;
  position: SourcePosition;
}

export interface Module { id: string; title: string; summary: string; lessons: Lesson[]; position: SourcePosition }

export interface Track { id: string; title: string; summary: string; modules: Module[]; position: SourcePosition }

export interface Neighbours<Part> {
  previous?: Part;
  next?: Part;
  /** Counted from 1, among the lessons of the module or the exercises of the lesson. */
  place: { number: number; of: number };
}

/** A dataset of a track with the tables it belongs to: what a run begins on. `name` is `databases/shop/small`: the track's id, the database, the dataset. */
export interface SharedDataset { runtime: QueryRuntime; name: string; setup: string }

/** Everything there is to learn, found by id. It never changes; a change of the files makes another one. */
export class Curriculum {
  readonly tracks: readonly Track[];
  readonly exercises: ReadonlyMap<string, Exercise>;
  /** In the order of their names. */
  readonly datasets: readonly SharedDataset[];
  private readonly modules: ReadonlyMap<string, Module>;
  private readonly lessons: ReadonlyMap<string, Lesson>;

  constructor(tracks: Track[], exercises: Exercise[], datasets: SharedDataset[] = []) {
    this.tracks = tracks;
    this.datasets = datasets;
    const modules = tracks.flatMap((track) => track.modules);
    this.modules = byId(modules);
    this.lessons = byId(modules.flatMap((module) => module.lessons));
    const byExerciseId = byId(exercises);
    // In the order in which a learner meets them.
    this.exercises = byId([...this.lessons.values()].flatMap((lesson) => lesson.exerciseIds).flatMap((id) => byExerciseId.get(id) ?? []));
  }

  findTrack(id: string): Track | undefined { return this.tracks.find((track) => track.id === id); }
  findModule(id: string): Module | undefined { return this.modules.get(id); }
  findLesson(id: string): Lesson | undefined { return this.lessons.get(id); }
  findDataset(runtime: Runtime, name: string): SharedDataset | undefined { return this.datasets.find((one) => one.runtime === runtimeOfData(runtime) && one.name === name); }
  findExercise(id: string): Exercise | undefined { return this.exercises.get(id); }

  /** @throws NotFound, as do the other get methods. */
  getTrack(id: string): Track { return found(this.findTrack(id), `There is no track "${id}".`); }
  getModule(id: string): Module { return found(this.findModule(id), `There is no module "${id}".`); }
  getLesson(id: string): Lesson { return found(this.findLesson(id), `There is no lesson "${id}".`); }
  getExercise(id: string): Exercise { return found(this.findExercise(id), `There is no exercise "${id}".`); }

  /** The lessons of a track, across its modules. */
  lessonsOf(track: Track): Lesson[] {
    return track.modules.flatMap((module) => module.lessons);
  }

  /** The exercises of a lesson, in the order in which it places them. */
  exercisesOf(lesson: Lesson): Exercise[] {
    return lesson.exerciseIds.flatMap((id) => this.findExercise(id) ?? []);
  }

  /** Previous and next within the track, across modules. @throws NotFound */
  neighboursOfLesson(id: string): Neighbours<Lesson> {
    const lesson = this.getLesson(id);
    return neighbours(lesson, this.lessonsOf(this.getTrack(lesson.trackId)), this.getModule(lesson.moduleId).lessons);
  }

  /** Previous and next within the track, across lessons. @throws NotFound */
  neighboursOfExercise(id: string): Neighbours<Exercise> {
    const exercise = this.getExercise(id);
    const lesson = this.getLesson(exercise.lessonId);
    const all = this.lessonsOf(this.getTrack(lesson.trackId)).flatMap((other) => this.exercisesOf(other));
    return neighbours(exercise, all, this.exercisesOf(lesson));
  }
}

function byId<Part extends { id: string }>(parts: Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [part.id, part]));
}

function found<Part>(part: Part | undefined, message: string): Part {
  if (part === undefined) throw new NotFound(message);
  return part;
}

function neighbours<Part>(part: Part, all: Part[], near: Part[]): Neighbours<Part> {
  const at = all.indexOf(part);
  return { previous: all[at - 1], next: all[at + 1], place: { number: near.indexOf(part) + 1, of: near.length } };
}
