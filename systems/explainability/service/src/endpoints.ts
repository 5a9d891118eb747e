import { z } from 'zod';
import { commonEndpoints, type Endpoint } from '@modelfolio/service/endpoint';
import type { Limits } from './limits.ts';
import type { ProblemCode } from './problem-kinds.ts';
import { counterfactualsAnswer, counterfactualsRequest } from './requests/counterfactuals.ts';
import { explainAnswer, explainRequest } from './requests/explain.ts';
import { modelDetails, modelList } from './requests/model-answers.ts';
import { dependenceAnswer, dependenceRequest } from './requests/partial-dependence.ts';
import { predictAnswer, predictRequest } from './requests/predict.ts';
import { createdScenario, keptScenario, scenarioList, scenarioQuery } from './requests/scenario-answers.ts';
import { scenario } from './scenarios/scenario.ts';

const ofBodies = [
  'json-invalid',
  'body-too-large',
  'media-type-unknown',
  'request-invalid',
] as const satisfies ProblemCode[];

const ofWork = [
  ...ofBodies,
  'row-invalid',
  'not-ready',
  'model-unknown',
  'precondition-failed',
  'model-failed',
  'result-not-finite',
] as const satisfies ProblemCode[];

const ifMatch = {
  name: 'If-Match',
  description: 'SHA-256 of the model in quotes: another one is refused instead of asked.',
};

/** All addresses of the service. */
export function endpointsOf(limits: Limits) {
  return {
    healthz: commonEndpoints.healthz,
    readyz: commonEndpoints.readyz,
    metrics: commonEndpoints.metrics,
    openapi: commonEndpoints.openapi,
    problem: commonEndpoints.problem,
    listModels: {
      method: 'GET',
      path: '/v1/models',
      summary: 'The models that are served.',
      answers: { 200: modelList },
      problems: ['not-ready'],
    },
    getModel: {
      method: 'GET',
      path: '/v1/models/{id}',
      summary: 'Signature and hash of a model; the ETag is the hash.',
      headers: [{ name: 'If-None-Match', description: 'A hash in quotes: 304 while it is the same.' }],
      answers: { 200: modelDetails, 304: null },
      problems: ['not-ready', 'model-unknown'],
    },
    predict: {
      method: 'POST',
      path: '/v1/models/{id}/predict',
      summary: 'What the model says of rows.',
      role: 'read',
      lane: 'cheap',
      headers: [ifMatch],
      body: predictRequest(limits),
      answers: { 200: predictAnswer },
      problems: [...ofWork],
    },
    explain: {
      method: 'POST',
      path: '/v1/models/{id}/explain',
      summary: 'Why the model says so: what each feature adds to a prediction.',
      role: 'read',
      lane: 'dear',
      headers: [ifMatch],
      body: explainRequest(limits),
      answers: { 200: explainAnswer },
      problems: [...ofWork, 'not-explainable'],
    },
    counterfactuals: {
      method: 'POST',
      path: '/v1/models/{id}/counterfactuals',
      summary: 'The least changes that would change what the model says.',
      role: 'read',
      lane: 'dear',
      headers: [ifMatch],
      body: counterfactualsRequest,
      answers: { 200: counterfactualsAnswer },
      problems: [...ofWork, 'not-explainable'],
    },
    partialDependence: {
      method: 'POST',
      path: '/v1/models/{id}/partial-dependence',
      summary: 'How predictions go with a column, and how much data stands behind it.',
      role: 'read',
      lane: 'dear',
      headers: [ifMatch],
      body: dependenceRequest(limits),
      answers: { 200: dependenceAnswer },
      problems: [...ofWork, 'not-explainable'],
    },
    createScenario: {
      method: 'POST',
      path: '/v1/scenarios',
      summary: 'Keeps a what-if analysis.',
      headers: [
        {
          name: 'Idempotency-Key',
          description:
            '32 to 128 letters, digits, hyphens and underscores, e.g. a UUID: the same request sent again makes no second scenario and gets the same owner token. Keep it as secret as the token.',
        },
      ],
      // A schema of its own: what may be left out of a request is always there in an answer.
      body: z
        .strictObject(scenario.shape)
        .meta({ id: 'NewScenario', description: 'A what-if analysis to keep.' }),
      answers: { 200: createdScenario, 201: createdScenario },
      problems: [
        ...ofBodies,
        'row-invalid',
        'not-ready',
        'model-unknown',
        'model-changed',
        'key-reused',
        'scenario-limit',
        'store-unavailable',
        'store-full',
      ],
    },
    getScenario: {
      method: 'GET',
      path: '/v1/scenarios/{id}',
      summary: 'A scenario, by its id.',
      answers: { 200: keptScenario },
      problems: ['scenario-unknown', 'store-unavailable'],
    },
    listScenarios: {
      method: 'GET',
      path: '/v1/scenarios',
      summary: 'Listed scenarios of a model, newest first.',
      query: scenarioQuery,
      answers: { 200: scenarioList },
      problems: ['request-invalid', 'store-unavailable'],
    },
    deleteScenario: {
      method: 'DELETE',
      path: '/v1/scenarios/{id}',
      summary: 'Deletes a scenario for its owner.',
      headers: [
        {
          name: 'Owner-Token',
          description:
            'The token that the answer to its creation held. Not needed by whose access token it was created with, and by an admin.',
        },
      ],
      answers: { 204: null },
      problems: [
        'owner-token-missing',
        'owner-token-wrong',
        'scenario-unknown',
        'store-unavailable',
        'store-full',
      ],
    },
  } as const satisfies Record<string, Endpoint<ProblemCode>>;
}
