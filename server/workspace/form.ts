import { z } from 'zod';
import { runBodySchema } from '../contract/api.ts';
import { runtimeSchema } from '../contract/runtimes.ts';

/** Browsers send the lines of a text area with CRLF (HTML Standard, "constructing the entry list"); programs have LF. */
export const textArea = z.string().transform((text) => text.replaceAll('\r\n', '\n'));

/** What the forms of a workspace send; `action` is the button. */
export const workspaceForm = z.object({
  runtime: runtimeSchema.optional(),
  code: textArea.pipe(runBodySchema.shape.code).optional(),
  action: z.enum(['run', 'submit', 'save', 'reset', 'undo-reset', 'give-up']),
});
export type WorkspaceForm = z.infer<typeof workspaceForm>;
