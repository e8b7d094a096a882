import type { Context } from 'hono';
import { z } from 'zod';
import { runBodySchema } from '../contract/api.ts';
import { runtimeSchema } from '../contract/runtimes.ts';
import { BadRequest } from '../errors.ts';

/** Browsers send the lines of a text area with CRLF (HTML Standard, "constructing the entry list"); programs have LF. */
export const textArea = z.string().transform((text) => text.replaceAll('\r\n', '\n'));

/** What the forms of a workspace send; `action` is the button. */
export const workspaceForm = z.object({
  runtime: runtimeSchema.optional(),
  code: textArea.pipe(runBodySchema.shape.code).optional(),
  action: z.enum(['run', 'submit', 'save', 'reset', 'undo-reset', 'give-up']),
});
export type WorkspaceForm = z.infer<typeof workspaceForm>;

/** The fields of a form. @throws BadRequest when the body is not the form that its Content-Type says */
export async function readForm(c: Context): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    // formData() of the Fetch Standard throws nothing else for a body that it cannot read; what was thrown on the way goes on.
    if (error instanceof TypeError) throw new BadRequest('The form cannot be read. Open the page again and send it from there.');
    throw error;
  }
}
