import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeArtifactPlace } from '../../test/artifact-contract.ts';
import { folderPlace } from './folder-place.ts';

describeArtifactPlace('a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
  const root = join(folder, 'mlartifacts');
  return {
    place: folderPlace(root),
    leftovers: async () => readdirSync(folder, { recursive: true }).map(String),
    stop: async () => rmSync(folder, { recursive: true }),
  };
});
