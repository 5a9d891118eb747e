/**
 * MLflow's error codes that this server uses, with the HTTP status of each (`mlflow/exceptions.py`, 3.17.2), but for one:
 * clients ask again seven times after a 504, and a search that is too slow once is too slow again.
 */
export const mlflowStatuses = {
  BAD_REQUEST: 400,
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  DEADLINE_EXCEEDED: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_DOES_NOT_EXIST: 404,
  NOT_FOUND: 404,
  ABORTED: 409,
  RESOURCE_CONFLICT: 409,
  REQUEST_LIMIT_EXCEEDED: 429,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  INTERNAL_ERROR: 500,
  INVALID_STATE: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
} as const;

export type MlflowErrorCode = keyof typeof mlflowStatuses;

/** How MLflow 3.17.2 classes its codes beside (`mlflow/error_classification.py`); others have no class. */
const classes: Readonly<Partial<Record<MlflowErrorCode, readonly [errorClass: string, sqlstate: string]>>> = {
  BAD_REQUEST: ['INVALID_PARAMETER_VALUE', 'KAM00'],
  ENDPOINT_NOT_FOUND: ['RESOURCE_NOT_FOUND', 'KAM00'],
  INTERNAL_ERROR: ['CLIENT_INTERNAL_ERROR', 'XXM00'],
  INVALID_PARAMETER_VALUE: ['INVALID_PARAMETER_VALUE', 'KAM00'],
  INVALID_STATE: ['CLIENT_INTERNAL_ERROR', 'XXM00'],
  NOT_FOUND: ['RESOURCE_NOT_FOUND', 'KAM00'],
  PERMISSION_DENIED: ['PERMISSION_DENIED', 'KAM00'],
  RESOURCE_ALREADY_EXISTS: ['RESOURCE_ALREADY_EXISTS', 'KAM00'],
  RESOURCE_DOES_NOT_EXIST: ['RESOURCE_NOT_FOUND', 'KAM00'],
  TEMPORARILY_UNAVAILABLE: ['CLIENT_INTERNAL_ERROR', 'XXM00'],
};

/** A refusal that a client of MLflow is told in the form that it knows. */
export class MlflowError extends Error {
  override readonly name = 'MlflowError';
  readonly code: MlflowErrorCode;

  constructor(code: MlflowErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get status(): number {
    return mlflowStatuses[this.code];
  }

  /** What is answered. */
  get body(): { error_code: string; message: string; sqlstate?: string; error_class?: string } {
    const [errorClass, sqlstate] = classes[this.code] ?? [];
    return {
      error_code: this.code,
      message: this.message,
      ...(sqlstate !== undefined && { sqlstate }),
      ...(errorClass !== undefined && { error_class: errorClass }),
    };
  }
}

/** A value that a request must not hold. */
export const invalidParameter = (message: string): MlflowError =>
  new MlflowError('INVALID_PARAMETER_VALUE', message);

/** Something that is not there. */
export const doesNotExist = (message: string): MlflowError =>
  new MlflowError('RESOURCE_DOES_NOT_EXIST', message);
