import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storesFolder } from '@modelfolio/runs/testing/stores';
import { expect, it } from 'vitest';
import { modelfolio, temporaryProject } from './temporary-project.ts';

/** Stores left by the real trackers; delete a file in `ingested/` and run this test to have it written again. */
it.each(['mlflow-sqlite', 'mlflow-file-store'])(
  '%s is ingested with the words that are expected',
  async (name) => {
    const root = temporaryProject();
    mkdirSync(join(root, 'runs'));
    cpSync(join(storesFolder, name), join(root, 'store'), { recursive: true });
    const { code, out, err } = await modelfolio(root, ['ingest', 'store']);
    const said = [...out, ...err, `exit code ${code}`, ''].join('\n');
    const file = join(import.meta.dirname, 'ingested', `${name}.txt`);
    if (!existsSync(file) && !process.env['CI']) writeFileSync(file, said);
    expect(said).toBe(readFileSync(file, 'utf8'));
  },
);
