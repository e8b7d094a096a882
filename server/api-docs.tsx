import type { OpenAPIHono } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { Hono } from 'hono';
import { paths } from './contract/paths.ts';
import { answerPage, frameFor, readerOf } from './page.tsx';
import type { AppEnv, Services } from './services.ts';
import type { OpenApiDocument } from '../web/components/api-docs/open-api.ts';
import { ApiDocsPage } from '../web/pages/api-docs.tsx';

/** The OpenAPI document, generated once from the routes themselves, and a page that shows it. */
export function apiDocs(services: Services, api: OpenAPIHono<AppEnv>) {
  let generated: OpenApiDocument | undefined;
  const document = (): OpenApiDocument => {
    // As a reader of the JSON gets it: plain data.
    generated ??= JSON.parse(JSON.stringify(api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Groundwork', version: '1',
        description: 'The calls that the pages themselves use. A guest is known by a cookie that the first call sets; errors are problem details (RFC 9457).',
      },
      ...(services.settings.publicUrl !== undefined && { servers: [{ url: services.settings.publicUrl }] }),
    }))) as OpenApiDocument;
    return generated;
  };
  return new Hono<AppEnv>()
    .get(paths.openApi(), etag(), (c) => c.json(document() as object))
    .get(paths.apiDocs(), async (c) => {
      const frame = frameFor(services, c, await readerOf(services, c));
      return answerPage(c, {
        frame, title: 'API', description: 'Every call of the HTTP API, with what it takes and what it answers.',
        children: <ApiDocsPage frame={frame} document={document()} origin={services.settings.publicUrl ?? new URL(c.req.url).origin} />,
      });
    });
}
