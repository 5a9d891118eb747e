import { problemKindsOf } from '@modelfolio/service/problem-kinds';

/**
 * Every way in which a request to a model can fail. What does not fit the model is 400, not 422: the Open Inference Protocol,
 * Triton and MLflow say so.
 */
export const servingProblemKinds = problemKindsOf({
  'inference-invalid': { status: 400, title: 'The request does not fit the model' },
});
