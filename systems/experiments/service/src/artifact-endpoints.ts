import type { Handler, ServiceContext } from '@modelfolio/service/app';
import { answerStream } from '@modelfolio/service/answer-stream';
import type { Endpoint } from '@modelfolio/service/endpoint';
import type { ArtifactServices } from '@modelfolio/experiments/artifacts-of';
import type { StatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { ArtifactHandler } from './artifacts/artifact-request.ts';
import { listModelArtifacts, listRunArtifacts } from './artifacts/listed-artifacts.ts';
import {
  getModelArtifact,
  getRunArtifact,
  getVersionArtifact,
  uploadRunArtifact,
} from './artifacts/owned-artifacts.ts';
import {
  deleteArtifact,
  downloadArtifact,
  listServedArtifacts,
  refuseParts,
  uploadArtifact,
} from './artifacts/served-artifacts.ts';
import { callerOf } from './caller.ts';

const json = { answers: { 200: z.record(z.string(), z.unknown()) }, problems: [], scoped: true } as const;
const file = { ...json, mediaType: 'application/octet-stream', answers: { 200: z.string() } } as const;
const served = '/api/2.0/mlflow-artifacts/artifacts';
const ajax = (path: string): string => path.replace('/api/', '/ajax-api/');
const both = (path: string) => ({ path, aliases: [ajax(path)] });

/** Addresses of artifacts, each with what answers it. */
const artifactAddresses = {
  downloadArtifact: [
    {
      ...file,
      ...both(`${served}/{path...}`),
      method: 'GET',
      summary: 'A file that is kept through this server.',
    },
    () => downloadArtifact,
  ],
  uploadArtifact: [
    {
      ...json,
      ...both(`${served}/{path...}`),
      method: 'PUT',
      summary: 'Keeps a file, whole or not at all.',
      upload: { bytes: null },
    },
    () => uploadArtifact,
  ],
  deleteArtifact: [
    { ...json, ...both(`${served}/{path...}`), method: 'DELETE', summary: 'Deletes a file or a folder.' },
    () => deleteArtifact,
  ],
  listServedArtifacts: [
    { ...json, ...both(served), method: 'GET', summary: 'What is kept in a folder.' },
    () => listServedArtifacts,
  ],
  createParts: [parts('create'), () => refuseParts],
  completeParts: [parts('complete'), () => refuseParts],
  abortParts: [parts('abort'), () => refuseParts],
  listArtifacts: [
    { ...json, ...both('/api/2.0/mlflow/artifacts/list'), method: 'GET', summary: 'The artifacts of a run.' },
    () => listRunArtifacts,
  ],
  listLoggedModelArtifacts: [
    {
      ...json,
      ...both('/api/2.0/mlflow/logged-models/{model_id}/artifacts/directories'),
      method: 'GET',
      summary: 'The artifacts of a logged model.',
    },
    ({ req }) => listModelArtifacts(req.param('model_id') ?? ''),
  ],
  getArtifact: [
    { ...file, path: '/get-artifact', method: 'GET', summary: 'A file of a run.' },
    () => getRunArtifact,
  ],
  getVersionArtifact: [
    {
      ...file,
      path: '/model-versions/get-artifact',
      method: 'GET',
      summary: 'A file of a version of a registered model.',
    },
    () => getVersionArtifact,
  ],
  getModelArtifact: [
    {
      ...file,
      path: '/ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files',
      method: 'GET',
      summary: 'A file of a logged model.',
    },
    ({ req }) => getModelArtifact(req.param('model_id') ?? ''),
  ],
  uploadRunArtifact: [
    {
      ...json,
      path: '/ajax-api/2.0/mlflow/upload-artifact',
      method: 'POST',
      summary: 'Keeps a small file of a run, as pages do.',
      upload: { bytes: null },
    },
    () => uploadRunArtifact,
  ],
} as const satisfies Record<string, readonly [Endpoint, (context: ServiceContext) => ArtifactHandler]>;

function parts(step: string) {
  return {
    ...json,
    ...both(`/api/2.0/mlflow-artifacts/mpu/${step}/{path...}`),
    method: 'POST',
    summary: 'Uploads in parts are not supported: clients send files whole.',
  } as const;
}

/** The addresses of artifacts. */
export const artifactEndpoints: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  Object.entries(artifactAddresses).map(([name, [endpoint]]) => [name, endpoint]),
);

/** What answers them. */
export function artifactHandlers(services: ArtifactServices): Record<string, Handler> {
  return Object.fromEntries(
    Object.entries(artifactAddresses).map(([name, [, handlerOf]]): [string, Handler] => [
      name,
      async (context) => {
        const request = {
          raw: context.req.raw,
          rest: context.get('rawRest') ?? '',
          caller: callerOf(context),
        };
        const answer = await handlerOf(context)(request, services);
        if (answer.body === null) return answer;
        return answerStream(
          context,
          answer.body,
          answer.status as StatusCode,
          Object.fromEntries(answer.headers),
        );
      },
    ]),
  );
}
