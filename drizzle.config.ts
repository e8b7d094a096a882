import { defineConfig } from 'drizzle-kit';

// Only `drizzle-kit generate` uses this; the server applies what it wrote (server/database/migrate.ts).
export default defineConfig({
  dialect: 'postgresql',
  schema: './server/database/schema.ts',
  out: './server/database/migrations',
});
