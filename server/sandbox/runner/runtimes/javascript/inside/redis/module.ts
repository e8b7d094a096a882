import { Redis } from './client.ts';
import { ReplyError } from './errors.ts';

/** What programs import from 'redis'. */
export const redis = new Redis();
export { Redis, ReplyError };
export default redis;
