import { problemSchemaOf } from '@modelfolio/service/problem';
import { problemKindsOf } from '@modelfolio/service/problem-kinds';

/** Every way in which a request can fail: those of any service and these. */
export const problemKinds = problemKindsOf({
  'owner-token-missing': { status: 403, title: 'The owner token is missing' },
  'owner-token-wrong': { status: 403, title: 'The owner token is another' },
  'model-unknown': { status: 404, title: 'There is no such model' },
  'scenario-unknown': { status: 404, title: 'There is no such scenario' },
  'model-changed': { status: 409, title: 'The model is another one by now' },
  'scenario-limit': { status: 409, title: 'The owner keeps as many scenarios as one owner may' },
  'precondition-failed': { status: 412, title: 'The model is not the one of If-Match' },
  'row-invalid': { status: 422, title: 'A row does not fit the model' },
  'key-reused': { status: 422, title: 'The Idempotency-Key belongs to another scenario' },
  'not-explainable': { status: 422, title: 'The model cannot be explained this way' },
  'model-failed': { status: 500, title: 'The model has failed' },
  'store-unavailable': { status: 503, title: 'The scenarios cannot be reached' },
  'store-full': { status: 507, title: 'There is no room for more scenarios' },
});

export type ProblemCode = keyof typeof problemKinds;

/** What every failure answers. */
export const problem = problemSchemaOf(problemKinds);
