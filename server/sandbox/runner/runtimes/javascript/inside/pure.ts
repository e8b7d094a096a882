import { offerHarness } from './offer.ts';
import { hideHarnessFrames } from './stack.ts';

// The snapshot for functions that name nothing but JavaScript itself: the smallest, and so the fastest to open.

hideHarnessFrames();
offerHarness({}, () => {}); // there is no console to need one
