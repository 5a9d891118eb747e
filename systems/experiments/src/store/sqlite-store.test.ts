import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { loggedModelContract } from '../../test/logged-model-contract.ts';
import { registryContract } from '../../test/registry-contract.ts';
import { storeContract } from '../../test/store-contract.ts';
import { openStore } from './open-store.ts';

let folder: string;
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'experiments-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = () =>
  openStore(
    { kind: 'sqlite', file: join(folder, `${++made}/mlflow.db`) },
    { artifactRoot: 'mlflow-artifacts:/', now: Date.now },
  );

storeContract('a store on SQLite', open);
registryContract('SQLite', open);
loggedModelContract('SQLite', open);
