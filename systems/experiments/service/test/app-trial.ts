import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArtifactPlaces } from '@modelfolio/experiments/artifact-places';
import { openStore } from '@modelfolio/experiments/open-store';
import type { Access } from '@modelfolio/service/access';
import type { ServiceApp } from '@modelfolio/service/app';
import { createLanes } from '@modelfolio/service/lanes';
import { defaultLimits, lanesOf } from '@modelfolio/service/limits';
import { afterEach, beforeEach } from 'vitest';
import { createExperimentsApp } from '../src/app.ts';
import type { Change } from '../src/audit.ts';

/** The server without a socket, on a store and artifacts of its own for each test. */
export function appTrial() {
  let folder: string;
  let close: () => Promise<void>;
  let changes: Change[];
  let make: (access?: Access) => ServiceApp;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'experiments-app-'));
    const store = await openStore(
      { kind: 'sqlite', file: join(folder, 'mlflow.db') },
      { artifactRoot: 'mlflow-artifacts:/', now: Date.now },
    );
    const places = openArtifactPlaces({
      defaultRoot: 'mlflow-artifacts:/',
      destination: join(folder, 'artifacts'),
      cwd: folder,
      environment: {},
      digestsFile: ':memory:',
    });
    changes = [];
    make = (access) =>
      createExperimentsApp({
        store,
        places,
        audit: { note: (change) => changes.push(change), end: async () => {} },
        ...(access && { access }),
        corsOrigins: [],
        project: null,
        bodyBytes: 100_000,
        log: () => {},
        lanes: createLanes(lanesOf(defaultLimits)),
        now: Date.now,
      });
    close = async () => {
      places.close();
      await store.close();
    };
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    /** @param access everybody on loopback by default */
    make: (access?: Access): ServiceApp => make(access),
    /** What was noted as changed. */
    changes: (): readonly Change[] => changes,
  };
}
