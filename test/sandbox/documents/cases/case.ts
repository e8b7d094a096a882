/** One question to the documents runtime, after MongoDB's manual. */
export interface Case {
  name: string;
  /** Documents by collection, or a script that makes them; the topic's own when absent. */
  data?: Record<string, object[]> | string;
  /** Its last value counts. */
  code: string;
  /** Rows in relaxed Extended JSON, in this order. */
  gives?: unknown[];
  /** The error's code, and a part of its message. */
  fails?: [code: string, message: string];
}

export interface Topic { topic: string; data: Record<string, object[]> | string; cases: Case[] }

/** The script that makes a case's data. */
export function setupOf(data: Record<string, object[]> | string): string {
  if (typeof data === 'string') return data;
  return Object.entries(data).map(([collection, documents]) => `db.${collection}.insertMany(EJSON.parse(${JSON.stringify(JSON.stringify(documents))}));`).join('\n');
}
