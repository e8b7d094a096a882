/**
 * Errors that say whose fault it is. app.ts translates each into a problem (RFC 9457) or a page, once; any other
 * error is ours: it is logged with its cause and answered as 500 without details.
 */
export abstract class KnownError extends Error {
  abstract readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503;
  abstract readonly title: string;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  /** The submission that had been stored when this happened: it is judged all the same, so sending it again would double it. */
  submissionId?: string;
}

/** Wrong in what was sent: `errors` names each field. */
abstract class WrongFields extends KnownError {
  readonly errors: { path: string; message: string }[];
  constructor(message: string, errors: { path: string; message: string }[] = []) {
    super(message);
    this.errors = errors;
  }
}

/** Wrong only for now: the same request can succeed after `retryAfter` seconds. */
abstract class ForNow extends KnownError {
  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

export class BadRequest extends WrongFields {
  readonly status = 400;
  readonly title = 'The request cannot be understood';
}

/** The request was understood, but its content cannot be taken as it is; `errors` names each field. */
export class Unprocessable extends WrongFields {
  readonly status = 422;
  readonly title = 'The request does not fit';
}

export class TooLarge extends KnownError {
  readonly status = 413;
  readonly title = 'The request is too large';
}

export class UnsupportedContent extends KnownError {
  readonly status = 415;
  readonly title = 'This kind of content is not taken here';
}

export class NotFound extends KnownError {
  readonly status = 404;
  readonly title = 'Not found';
}

/** What is stored is newer than what the request was made upon; writing over it would lose it. */
export class Outdated extends KnownError {
  readonly status = 409;
  readonly title = 'Something newer is stored';
}

export class Forbidden extends KnownError {
  readonly status = 403;
  readonly title = 'Not allowed';
}

export class TooManyRuns extends ForNow {
  readonly status = 429;
  readonly title = 'Too many runs at once';
}

export class TooManyRequests extends ForNow {
  readonly status = 429;
  readonly title = 'Too many requests at once';
}

export class SandboxBusy extends ForNow {
  readonly status = 503;
  readonly title = 'All runners are busy';
}

export class DatabaseUnavailable extends ForNow {
  readonly status = 503;
  readonly title = 'The database is not reachable';
}

/** A start that cannot go on; its message is one sentence for the operator, printed without a stack trace. */
export class StartProblem extends Error {}
