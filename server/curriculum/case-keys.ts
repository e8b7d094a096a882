import { z } from 'zod';

/** The keys that a case of every kind has; each description completes "write …". */
export const caseKeys = {
  name: z.string().trim().min(1).max(120).describe('what the case shows, in up to 120 characters'),
  hidden: z.boolean().default(false).describe('true or false'),
  hint: z.string().trim().min(1).optional().describe('a question or a sentence that helps whoever fails this case first'),
};

/** A key whose value is read from its YAML node, because it may hold tags and matchers. */
export const readFromNode = z.unknown().optional();

/** An entry only when there is a value, so that "not given" and a given `null` stay apart. */
export function optional<Key extends string, Given>(key: Key, value: Given | undefined): { [K in Key]?: Given } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Given });
}
