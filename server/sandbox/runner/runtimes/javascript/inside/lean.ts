import { addKinds } from './cases.ts';
import { databaseModules } from './databases.ts';
import { loadFormatter } from './formatter.ts';
import { defineEverydayGlobals } from './globals.ts';
import { offerHarness } from './offer.ts';
import { exitProgram, giveProgram } from './process.ts';

// The snapshot for programs that need nothing of the web: console, process, timers, URL, text encodings.

defineEverydayGlobals();
addKinds({ giveProgram, exitProgram });
offerHarness(databaseModules, () => void loadFormatter());
