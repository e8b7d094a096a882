import { createRoute } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { answers, apiRoutes } from '../api-route.ts';
import { curriculumSchema, type CurriculumListing } from '../contract/api.ts';
import { paths } from '../contract/paths.ts';
import type { LessonView } from '../contract/views.ts';
import type { Curriculum, Lesson } from '../curriculum/curriculum.ts';
import { renderLesson } from '../curriculum/lesson-body.ts';
import { nextStep } from '../progress/next-step.ts';
import type { Standing } from '../progress/state.ts';
import { answerPage, frameFor, idIn, readerOf } from '../page.tsx';
import type { AppEnv, Services } from '../services.ts';
import { SITE_NAME } from '../../web/document.tsx';
import { HomePage } from '../../web/pages/home.tsx';
import { LessonPage } from '../../web/pages/lesson.tsx';
import { TrackPage } from '../../web/pages/track.tsx';
import { exerciseCard, moduleCard, trackCard } from './cards.ts';

/** Home, tracks and lessons. They read from memory, and show progress when the database answers. */
export function readingPages(services: Services) {
  return new Hono<AppEnv>()
    .get(paths.home(), async (c) => {
      const reader = await readerOf(services, c);
      const curriculum = services.curriculum.current();
      const frame = frameFor(services, c, reader);
      const view = {
        tracks: curriculum.tracks.map((track) => trackCard(curriculum, reader.standing, track)),
        next: nextStep(curriculum, reader.standing), begun: reader.standing.begun,
      };
      return answerPage(c, {
        frame, title: SITE_NAME, description: 'Learn backend development by running it: short lessons, real code, an answer in milliseconds.', children: <HomePage frame={frame} view={view} />,
      });
    })
    .get(paths.track(':id'), async (c) => {
      const curriculum = services.curriculum.current();
      const track = curriculum.getTrack(idIn(c));
      const reader = await readerOf(services, c);
      const frame = frameFor(services, c, reader);
      return answerPage(c, {
        frame, title: track.title, description: track.summary, children: <TrackPage frame={frame} view={{ track: trackCard(curriculum, reader.standing, track) }} />,
      });
    })
    .get(paths.lesson(':id'), async (c) => {
      const curriculum = services.curriculum.current();
      const lesson = curriculum.getLesson(idIn(c));
      const reader = await readerOf(services, c);
      const frame = frameFor(services, c, reader);
      const view = await lessonView(curriculum, reader.standing, lesson);
      return answerPage(c, { frame, title: lesson.title, description: lesson.summary, island: 'lesson', children: <LessonPage frame={frame} view={view} /> });
    });
}

async function lessonView(curriculum: Curriculum, standing: Standing, lesson: Lesson): Promise<LessonView> {
  const { blocks, headings } = await renderLesson(lesson);
  const { previous, next } = curriculum.neighboursOfLesson(lesson.id);
  const track = curriculum.getTrack(lesson.trackId);
  const module = moduleCard(curriculum, standing, curriculum.getModule(lesson.moduleId));
  const named = (part: Lesson | undefined) => part && { id: part.id, title: part.title };
  return {
    track: { id: track.id, title: track.title },
    module,
    lesson: { id: lesson.id, title: lesson.title, summary: lesson.summary, minutes: lesson.minutes, skills: lesson.skills },
    headings,
    blocks,
    exercises: Object.fromEntries(curriculum.exercisesOf(lesson).map((exercise) => [exercise.id, exerciseCard(standing, exercise)])),
    previous: named(previous),
    next: named(next),
    prerequisites: lesson.prerequisites.flatMap((id) => named(curriculum.findLesson(id)) ?? []),
  };
}

export function readingRoutes({ curriculum }: Services) {
  return apiRoutes().openapi(createRoute({
    method: 'get',
    path: paths.api.curriculum(),
    summary: 'List what there is to learn',
    responses: answers('Tracks, modules, lessons and exercises', curriculumSchema, []),
  }), (c) => c.json(listing(curriculum.current()), 200));
}

function listing(curriculum: Curriculum): CurriculumListing {
  return {
    tracks: curriculum.tracks.map(({ id, title, summary, modules }) => ({
      id, title, summary,
      modules: modules.map((module) => ({
        id: module.id, title: module.title, summary: module.summary,
        lessons: module.lessons.map((lesson) => ({
          id: lesson.id, title: lesson.title, summary: lesson.summary, minutes: lesson.minutes, skills: lesson.skills,
          exercises: curriculum.exercisesOf(lesson).map((exercise) => ({
            id: exercise.id, title: exercise.title, difficulty: exercise.difficulty, skills: exercise.skills, runtimes: exercise.runtimes,
          })),
        })),
      })),
    })),
  };
}
