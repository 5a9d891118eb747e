import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  evidence,
  modelManifest,
  type CardEvidence,
  type Evidence,
  type ModelManifest,
} from '@modelfolio/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeProject } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import type { EvaluatedRows } from '../evaluation/evaluated-rows.ts';
import { evaluateModel } from '../evaluation/evaluate-model.ts';
import { checkConcerns, checkEvidence } from './check-evidence.ts';
import { Findings, type Finding } from './finding.ts';

describe('what stands against a card', () => {
  const found = (concerns: CardEvidence['concerns'] | null): Finding[] => {
    const findings = new Findings('birds');
    const card = concerns && { unseen: null, logged: [], record: null, concerns };
    checkConcerns(findings, 'birds', card);
    return findings.list;
  };
  const concern = { name: 'rows-duplicated' as const, text: '11 of 100 rows repeat.', admitted: null };

  it('is a finding each, by its place among all, unless the author admits it', () => {
    const admitted = { ...concern, name: 'label-in-input' as const, admitted: 'It is known.' };
    const other = { ...concern, name: 'format-differs' as const, text: 'v. 2 differs' };
    const list = found([concern, admitted, other]);
    expect(list).toMatchObject([
      {
        model: 'birds',
        name: 'rows-duplicated',
        file: 'content/models/birds.json',
        field: '/evidence/concerns/0',
        reason: '11 of 100 rows repeat',
      },
      { name: 'format-differs', field: '/evidence/concerns/2', reason: 'v. 2 differs' },
    ]);
    // As it stands in parentheses behind a finding.
    for (const { remedy } of list) expect(remedy).toMatch(/^[a-z].*[^.]$/);
  });

  it('is nothing where there is none, or no evidence', () => {
    expect(found([])).toEqual([]);
    expect(found(null)).toEqual([]);
  });
});

describe('recorded evidence', () => {
  const id = 'penguins';
  const path = `models/${id}/evidence.json`;
  const made = madeProject('table-classifier', [
    ['ingest'],
    ['evaluate', id, '--training-data', `models/${id}/evaluation/test.csv`],
  ]);
  let manifest: ModelManifest;
  let record: Evidence;
  let rows: EvaluatedRows;
  beforeAll(async () => {
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(join(made.root(), 'models', id, name), 'utf8'));
    manifest = modelManifest.parse(read('manifest.json'));
    record = evidence.parse(read('evidence.json'));
    rows = await evaluateModel({ root: made.root(), effects: realEffects() }, manifest, () => undefined);
  });

  /** What is found by name and place, where the record is changed. */
  async function found(
    change: (recorded: Evidence) => void,
    repeat = true,
    project: Project = { root: made.root(), effects: realEffects() },
  ): Promise<string[]> {
    const value = structuredClone(record);
    change(value);
    const findings = new Findings(id);
    const file = { path, value, bytes: 1, sha256: 'a'.repeat(64) };
    await checkEvidence(findings, project, manifest, file, { repeat, rows });
    return findings.list.map(({ name, file: at, field, reason }) =>
      [name, at, field, reason].filter(Boolean).join(' '),
    );
  }
  const unchanged = (): undefined => undefined;

  it('comes out again, with what training data showed, which are not there', async () => {
    expect(record.rows?.training?.shared).toBe(104);
    expect(await found(unchanged)).toEqual([]);
  });

  it('is stale where it is of other files, looked at again or not', async () => {
    const stale = [`evidence-stale ${path} it is of another model file`];
    const other = (recorded: Evidence) => void (recorded.modelSha256 = 'b'.repeat(64));
    expect(await found(other, false)).toEqual(stale);
    expect(await found(other)).toEqual([
      ...stale,
      expect.stringMatching(/^evidence-disagrees .* \/modelSha256 recorded "b/),
    ]);
  });

  it('disagrees where it was edited, at the place, but only looking again tells', async () => {
    const lie = ({ rows: of }: Evidence) => of && (of.duplicates.rows = 77);
    expect(await found((recorded) => void lie(recorded), false)).toEqual([]);
    expect(await found((recorded) => void lie(recorded))).toEqual([
      expect.stringMatching(
        /^evidence-disagrees .* \/rows\/duplicates\/rows recorded 77, looking again gives/,
      ),
    ]);
  });

  it('has five disagreements named, and no more', async () => {
    const lies = (recorded: Evidence): void => {
      recorded.dataset = { name: 'a', split: 'b', digest: record.dataset?.digest ?? '', n: 1 };
      recorded.command = 'none';
      recorded.modelId = 'other';
      if (recorded.rows) recorded.rows.columns = 1;
      if (recorded.rows) recorded.rows.duplicates.rows = 77;
    };
    expect(await found(lies)).toHaveLength(5);
  });

  it('is stale with predictions that came later, which are looked at, too', async () => {
    const root = made.copy();
    writeFileSync(join(root, 'models', id, 'predictions.csv'), 'nothing\n1\n');
    expect(await found(unchanged, true, { root, effects: realEffects() })).toEqual([
      `evidence-stale ${path} the predictions of the original model have changed`,
      expect.stringMatching(new RegExp(`^predictions-unreadable models/${id}/predictions.csv`)),
    ]);
  });
});
