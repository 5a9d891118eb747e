import type { ArtifactServices } from '@modelfolio/experiments/artifacts-of';
import { invalidParameter } from '@modelfolio/experiments/mlflow-error';
import type { Caller } from '@modelfolio/experiments/store';

/** A request about artifacts. */
export interface ArtifactRequest {
  readonly raw: Request;
  /** What is left of its path, as it was sent; '' where its address has no rest. */
  readonly rest: string;
  readonly caller: Caller;
}

/** Answers a request about artifacts. All throw an MlflowError for what is to be told in MLflow's form. */
export type ArtifactHandler = (request: ArtifactRequest, services: ArtifactServices) => Promise<Response>;

/** A parameter of the query; `null` where it is not there. */
export const queryOf = ({ raw }: ArtifactRequest, name: string): string | null =>
  new URL(raw.url).searchParams.get(name);

/** @throws MlflowError where a parameter of the query is not there */
export function neededQuery(request: ArtifactRequest, name: string): string {
  const value = queryOf(request, name);
  if (value === null) throw invalidParameter(`Request must specify ${name}.`);
  return value;
}

/** A body with nothing in it. */
export async function* noBody(): AsyncGenerator<Uint8Array> {}

/** JSON, as MLflow's handlers answer it. */
export const jsonResponse = (value: object): Response =>
  new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } });

/** Bytes that a request announces; nothing where it does not. */
export function announcedBytes({ raw }: ArtifactRequest): number | undefined {
  const length = raw.headers.get('Content-Length');
  // Of a body that is compressed on its way another number comes out.
  return length === null || raw.headers.has('Content-Encoding') ? undefined : Number(length);
}
