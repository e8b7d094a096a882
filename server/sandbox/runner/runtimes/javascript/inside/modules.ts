import * as hono from 'hono';
import * as accepts from 'hono/accepts';
import * as basicAuth from 'hono/basic-auth';
import * as bearerAuth from 'hono/bearer-auth';
import * as bodyLimit from 'hono/body-limit';
import * as cookie from 'hono/cookie';
import * as cors from 'hono/cors';
import * as csrf from 'hono/csrf';
import * as etag from 'hono/etag';
import * as factory from 'hono/factory';
import * as html from 'hono/html';
import * as httpException from 'hono/http-exception';
import * as jwt from 'hono/jwt';
import * as logger from 'hono/logger';
import * as methodOverride from 'hono/method-override';
import * as prettyJson from 'hono/pretty-json';
import * as requestId from 'hono/request-id';
import * as secureHeaders from 'hono/secure-headers';
import * as timeout from 'hono/timeout';
import * as timing from 'hono/timing';
import * as trailingSlash from 'hono/trailing-slash';
import * as validator from 'hono/validator';

/** The packages that learner code may import: Hono, and of its parts those that make sense without a network or files. */
export const modules: Record<string, object> = {
  'hono': hono,
  'hono/accepts': accepts,
  'hono/basic-auth': basicAuth,
  'hono/bearer-auth': bearerAuth,
  'hono/body-limit': bodyLimit,
  'hono/cookie': cookie,
  'hono/cors': cors,
  'hono/csrf': csrf,
  'hono/etag': etag,
  'hono/factory': factory,
  'hono/html': html,
  'hono/http-exception': httpException,
  'hono/jwt': jwt,
  'hono/logger': logger,
  'hono/method-override': methodOverride,
  'hono/pretty-json': prettyJson,
  'hono/request-id': requestId,
  'hono/secure-headers': secureHeaders,
  'hono/timeout': timeout,
  'hono/timing': timing,
  'hono/trailing-slash': trailingSlash,
  'hono/validator': validator,
};
