// Errors as MongoDB's server and mongosh word them: https://www.mongodb.com/docs/manual/reference/error-codes/

const codeNames: Record<number, string> = {
  1: 'InternalError', 2: 'BadValue', 9: 'FailedToParse', 13: 'Unauthorized', 14: 'TypeMismatch', 26: 'NamespaceNotFound', 27: 'IndexNotFound', 28: 'PathNotViable', 40: 'ConflictingUpdateOperators',
  48: 'NamespaceExists', 52: 'DollarPrefixedFieldName', 54: 'NotSingleValueField', 66: 'ImmutableField', 67: 'CannotCreateIndex', 72: 'InvalidOptions', 73: 'InvalidNamespace',
  85: 'IndexOptionsConflict', 86: 'IndexKeySpecsConflict', 121: 'DocumentValidationFailure', 168: 'InvalidPipelineOperator', 171: 'CannotIndexParallelArrays', 11000: 'DuplicateKey', 10334: 'BSONObjectTooLarge',
};

/** What a server refuses. `code` is its number. */
export class MongoServerError extends Error {
  readonly code: number;
  readonly codeName: string;
  errInfo?: object;
  keyPattern?: object;
  keyValue?: object;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
    this.codeName = codeNames[code] ?? `Location${code}`;
  }
  override get name(): string { return 'MongoServerError'; }
  get errmsg(): string { return this.message; }
}

/** Of several writes in one call, one was refused. */
export class MongoBulkWriteError extends MongoServerError {
  readonly result: object;
  readonly writeErrors: object[];
  constructor(code: number, message: string, result: object, writeErrors: object[]) {
    super(code, message);
    this.result = result;
    this.writeErrors = writeErrors;
  }
  override get name(): string { return 'MongoBulkWriteError'; }
}

/** What the driver refuses before it asks a server. */
export class MongoInvalidArgumentError extends Error {
  override get name(): string { return 'MongoInvalidArgumentError'; }
}

export class MongoshInvalidInputError extends Error {
  readonly code = 'COMMON-10001';
  override get name(): string { return 'MongoshInvalidInputError'; }
}

/** What this shell doesn't have; `instead` says what to do. */
export class MongoshUnimplementedError extends Error {
  readonly code = 'COMMON-10002';
  constructor(what: string, instead: string) {
    super(`${what} is not available here: ${instead}`);
  }
  override get name(): string { return 'MongoshUnimplementedError'; }
}

/** The output limit is reached: nothing of the learner's runs after it. */
export class OutputFull extends Error {}

export function badValue(message: string): MongoServerError {
  return new MongoServerError(2, message);
}

export function failedToParse(message: string): MongoServerError {
  return new MongoServerError(9, message);
}

export function typeMismatch(message: string): MongoServerError {
  return new MongoServerError(14, message);
}
