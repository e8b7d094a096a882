import { Blob, File, FormData } from './blob.ts';
import { crypto, CryptoKey } from './crypto.ts';
import { AbortController, AbortSignal, CustomEvent, DOMException, Event, EventTarget } from './events.ts';
import { Request, Response } from './fetch.ts';
import { defineEverydayGlobals, defineGlobals } from './globals.ts';
import { Headers } from './headers.ts';
import { ReadableStream } from './stream.ts';

// Imported before Hono, which looks for some of these when it is loaded.

defineEverydayGlobals();
defineGlobals({
  Headers, Request, Response, FormData, Blob, File, ReadableStream, Event, EventTarget, CustomEvent, DOMException, AbortController, AbortSignal,
  crypto, CryptoKey,
});
