import type { Exercise } from '../contract/exercise.ts';
import type { ExerciseCard, LessonCard, ModuleCard, TrackCard } from '../contract/views.ts';
import type { Curriculum, Lesson, Module, Track } from '../curriculum/curriculum.ts';
import type { Standing } from '../progress/state.ts';

/** Parts of the curriculum as pages show them, each with where the learner stands. */
export function trackCard(curriculum: Curriculum, standing: Standing, track: Track): TrackCard {
  const { state, solved, total } = standing.ofTrack(curriculum, track);
  return { id: track.id, title: track.title, summary: track.summary, state, solved, total, modules: track.modules.map((module) => moduleCard(curriculum, standing, module)) };
}

export function moduleCard(curriculum: Curriculum, standing: Standing, module: Module): ModuleCard {
  return { id: module.id, title: module.title, summary: module.summary, lessons: module.lessons.map((lesson) => lessonCard(curriculum, standing, lesson)) };
}

function lessonCard(curriculum: Curriculum, standing: Standing, lesson: Lesson): LessonCard {
  const { state, solved, total } = standing.ofLesson(curriculum, lesson);
  return { id: lesson.id, title: lesson.title, summary: lesson.summary, minutes: lesson.minutes, state, solved, total };
}

export function exerciseCard(standing: Standing, { id, title, runtimes, difficulty, minutes }: Exercise): ExerciseCard {
  return { id, title, runtimes, difficulty, minutes, state: standing.ofExercise(id), solvedIn: standing.solvedIn(id) };
}
