import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealState } from '@modelfolio/project/sealed-record';
import { expect, it } from 'vitest';
import { evidenceOf } from '../../test/evidence-records.ts';
import { temporaryProject } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import { readEvidence } from './evidence-file.ts';
import { agreeWithRecord, evidenceDisagreement, writeEvidence } from './keep-evidence.ts';

const project = (): Project => ({ root: temporaryProject(), effects: realEffects() });

it('writes a sealed record, and nothing where it says the same already', async () => {
  const { root, effects } = project();
  expect(await writeEvidence({ root, effects }, evidenceOf())).toBe('written');
  const text = readFileSync(join(root, 'models/birds/evidence.json'), 'utf8');
  expect(sealState(JSON.parse(text))).toBe('as written');
  expect((await readEvidence({ root, effects }, 'birds'))?.value).toMatchObject({
    ...evidenceOf(),
    seal: { by: 'modelfolio evaluate' },
  });
  expect(await writeEvidence({ root, effects }, evidenceOf())).toBe('unchanged');
  expect(await writeEvidence({ root, effects }, evidenceOf({ evidenceVersion: 2 }))).toBe('written');
});

it('writes nothing that no reader could take', async () => {
  const { root, effects } = project();
  const damaged = evidenceOf({ modelSha256: 'none' });
  await expect(writeEvidence({ root, effects }, damaged)).rejects.toMatchObject({ code: 'evidence-invalid' });
  expect(await readEvidence({ root, effects }, 'birds')).toBeNull();
});

it('agrees with a record that says the same, beside its seal', async () => {
  const there = project();
  await writeEvidence(there, evidenceOf());
  await expect(agreeWithRecord(there, evidenceOf())).resolves.toBeUndefined();
});

it('says where it disagrees, and that there is no record', async () => {
  const there = project();
  await expect(agreeWithRecord(there, evidenceOf())).rejects.toMatchObject({
    code: 'evidence-missing',
    message: 'models/birds/evidence.json: not there (run modelfolio evaluate birds)',
  });
  await writeEvidence(there, evidenceOf());
  const { rows } = evidenceOf();
  const found = evidenceOf({ rows: { ...rows, duplicates: { ...rows.duplicates, rows: 7 } } });
  await expect(agreeWithRecord(there, found)).rejects.toMatchObject({
    code: 'evidence-disagrees',
    message:
      'models/birds/evidence.json: /rows/duplicates/rows: recorded 0, looking again gives 7 (run modelfolio evaluate birds --force)',
  });
});

it('shows what was recorded and found as JSON', () => {
  const { reason } = evidenceDisagreement('birds', { pointer: '/a', recorded: null, found: 'x' });
  expect(reason).toBe('recorded null, looking again gives "x"');
});
