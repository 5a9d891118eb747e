import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openArtifactPlaces,
  type ArtifactOptions,
  type ArtifactPlaces,
} from '@modelfolio/experiments/artifact-places';
import { MlflowError } from '@modelfolio/experiments/mlflow-error';
import { openStore } from '@modelfolio/experiments/open-store';
import type { OperationName } from '@modelfolio/experiments/operations';
import { wholeReach } from '@modelfolio/experiments/reach';
import type { Caller, Store } from '@modelfolio/experiments/store';
import { afterEach, beforeEach } from 'vitest';
import type { ArtifactHandler } from '../src/artifacts/artifact-request.ts';
import { downloadArtifact, uploadArtifact } from '../src/artifacts/served-artifacts.ts';

export interface Sent extends RequestInit {
  readonly rest?: string;
  readonly caller?: Caller;
}

/** What the handlers of artifacts are tried on: places in a folder of its own for each test, and a store. */
export function artifactTrial() {
  let folder: string;
  let store: Store | null = null;
  let places: ArtifactPlaces | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
  });
  afterEach(async () => {
    places?.close();
    await store?.close();
    [places, store] = [null, null];
    rmSync(folder, { recursive: true });
  });

  /** As the app does it: what is thrown is told in MLflow's form. */
  async function ask(
    handler: ArtifactHandler,
    query = '',
    { rest = '', caller = wholeReach, ...init }: Sent = {},
  ): Promise<Response> {
    const raw = new Request(`http://localhost/${query}`, { ...init, duplex: 'half' } as RequestInit);
    if (!places) throw new Error('it has not begun');
    try {
      // What is served asks no database.
      return await handler({ raw, rest, caller }, { store: store as Store, places });
    } catch (error) {
      if (!(error instanceof MlflowError)) throw error;
      return Response.json(error.body, { status: error.status });
    }
  }
  const call = async (name: OperationName, json: object) =>
    JSON.parse((await store?.call(name, json as Record<string, unknown>, wholeReach)) ?? '');

  return {
    at: (path: string): string => join(folder, path),
    start: (options: Partial<ArtifactOptions> = {}): void => {
      places = openArtifactPlaces({
        defaultRoot: 'mlflow-artifacts:/',
        destination: join(folder, 'mlartifacts'),
        cwd: folder,
        environment: {},
        digestsFile: join(folder, 'own.db'),
        ...options,
      });
    },
    startStore: async (artifactRoot = 'mlflow-artifacts:/'): Promise<void> => {
      store = await openStore(
        { kind: 'sqlite', file: join(folder, 'mlflow.db') },
        { artifactRoot, now: Date.now },
      );
    },
    ask,
    put: (rest: string, body: BodyInit, sent: Sent = {}) =>
      ask(uploadArtifact, '', { method: 'PUT', rest, body, ...sent }),
    get: (rest: string, headers: Record<string, string> = {}, sent: Sent = {}) =>
      ask(downloadArtifact, '', { rest, headers, ...sent }),
    call,
    newRun: async (json: object = {}): Promise<{ run_id: string; artifact_uri: string }> =>
      (await call('createRun', { experiment_id: '0', ...json })).run.info,
  };
}

/** Status, code and message of a refusal. */
export async function failureOf(response: Response): Promise<[number, string, string]> {
  const { error_code, message } = (await response.json()) as { error_code: string; message: string };
  return [response.status, error_code, message];
}
