import './web-globals.ts';
import { addKinds } from './cases.ts';
import { databaseModules } from './databases.ts';
import { loadFormatter } from './formatter.ts';
import { respond } from './http.ts';
import { modules } from './modules.ts';
import { offerHarness } from './offer.ts';
import { exitProgram, giveProgram } from './process.ts';

// The snapshot for programs that use the web's interfaces or Hono.

addKinds({ giveProgram, exitProgram, respond: (index, input, exports) => void respond(index, input, exports) });
offerHarness({ ...modules, ...databaseModules }, () => void loadFormatter());
