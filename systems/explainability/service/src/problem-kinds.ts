/** Every way in which a request can fail: the HTTP status, and a title that stays the same from case to case. */
export const problemKinds = {
  'json-invalid': { status: 400, title: 'The body is not JSON' },
  'token-missing': { status: 401, title: 'The owner token is missing' },
  'token-wrong': { status: 403, title: 'The owner token is another' },
  'route-unknown': { status: 404, title: 'There is nothing at this address' },
  'model-unknown': { status: 404, title: 'There is no such model' },
  'scenario-unknown': { status: 404, title: 'There is no such scenario' },
  'method-not-allowed': { status: 405, title: 'The address does not take this method' },
  'model-changed': { status: 409, title: 'The model is another one by now' },
  'precondition-failed': { status: 412, title: 'The model is not the one of If-Match' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'media-type-unknown': { status: 415, title: 'The body is not sent as JSON' },
  'request-invalid': { status: 422, title: 'The request does not fit its schema' },
  'row-invalid': { status: 422, title: 'A row does not fit the model' },
  'key-reused': { status: 422, title: 'The Idempotency-Key belongs to another scenario' },
  'not-explainable': { status: 422, title: 'The model cannot be explained this way' },
  'too-busy': { status: 429, title: 'Too many requests at once' },
  'client-gone': { status: 499, title: 'The client has closed the connection' },
  unexpected: { status: 500, title: 'The service has failed' },
  'model-failed': { status: 500, title: 'The model has failed' },
  'not-ready': { status: 503, title: 'The service is not ready' },
  deadline: { status: 503, title: 'The request took too long' },
  'store-unavailable': { status: 503, title: 'The scenarios cannot be reached' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemKinds;
