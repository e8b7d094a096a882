import { createApp } from '../../server/app.tsx';
import type { Sandbox } from '../../server/contract/sandbox.ts';
import type { Assets } from '../../server/contract/views.ts';
import { openCurriculum } from '../../server/curriculum/watch.ts';
import { openDatabase } from '../../server/database/open.ts';
import type { Deps } from '../../server/services.ts';
import type { Log } from '../../server/logging/log.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { openTestDatabase } from './database.ts';
import { fixtureCurriculum } from './fixture.ts';
import { Visitor } from './visitor.ts';

/** Stands for what Vite builds, so that these tests need no build. */
const assets: Assets = { entry: (name) => ({ script: `/assets/${name}-AAAAAAAA.js`, styles: [`/assets/${name}-AAAAAAAA.css`] }) };

export interface TestApp {
  app: ReturnType<typeof createApp>['app'];
  desk: ReturnType<typeof createApp>['desk'];
  deps: Deps;
  databaseUrl: string;
  /** Somebody with a cookie jar of their own. */
  visitor(): Visitor;
  /** A second server over the same database and runners. */
  another(): ReturnType<typeof createApp>;
  close(): Promise<void>;
}

interface Options {
  curriculumDir?: string;
  settings?: Partial<Deps['settings']>;
  assetsDir?: string;
  /** Runners of another test app; whoever opened them closes them. */
  sandbox?: Sandbox;
  log?: Log;
  /** Where the app finds its database, given where it is. */
  through?: (databaseUrl: string) => Promise<string>;
}

/** The whole app over a real Postgres, the real curriculum loader and real runners. */
export async function openTestApp({ curriculumDir = fixtureCurriculum, settings = {}, assetsDir = fixtureCurriculum, sandbox: given, log, through }: Options = {}): Promise<TestApp> {
  const { url: databaseUrl, drop } = await openTestDatabase();
  const [database, sandbox, curriculum] = await Promise.all([
    openDatabase({ databaseUrl: await (through?.(databaseUrl) ?? databaseUrl), dataDir: '' }),
    given ?? openSandbox({ runners: 2 }),
    openCurriculum(curriculumDir, { watch: false, onProblems: (problems) => { throw new Error(`The fixture curriculum has problems: ${JSON.stringify(problems)}`); } }),
  ]);
  const deps: Deps = {
    database, sandbox, curriculum, assets, assetsDir, log,
    settings: { sessionSecret: 'a secret of thirty-two characters', runsPerMinute: 0, ...settings },
  };
  const { app, desk } = createApp(deps);
  return {
    app, desk, deps, databaseUrl,
    visitor: () => new Visitor(app),
    another: () => createApp(deps),
    close: async () => {
      await desk.close();
      await Promise.all([given ? undefined : sandbox.close(), curriculum.close()]);
      await database.close();
      await drop();
    },
  };
}
