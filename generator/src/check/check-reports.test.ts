import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sealed } from '@modelfolio/project/sealed-record';
import type { Report } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from '../../test/temporary-project.ts';
import { realEffects } from '../effects.ts';
import { checkReports } from './check-reports.ts';

const repository = resolve(import.meta.dirname, '../../..');

async function found(change: (report: Report) => void, name = 'features-benchmark'): Promise<string[]> {
  const root = temporaryProject();
  mkdirSync(join(root, 'content/reports'), { recursive: true });
  const file = join(root, `content/reports/${name}.json`);
  cpSync(join(repository, 'content/reports/features-benchmark.json'), file);
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  change(report);
  writeFileSync(file, JSON.stringify(sealed(report, 'npm run bench:features')));
  const findings = await checkReports({ root, effects: realEffects() });
  return findings.map(({ name: code, field, reason }) => `${code} ${field}: ${reason}`);
}

describe('reports', () => {
  it('of the repository are ones', async () => {
    expect(await found(() => undefined)).toEqual([]);
    expect(await checkReports({ root: repository, effects: realEffects() })).toEqual([]);
  });

  it('whose ratio does not follow from their tables are found, sealed or not', async () => {
    const [said] = await found(({ figures }) => {
      const ratio = Object.values(figures).find(({ ratioOf }) => ratioOf);
      if (ratio) ratio.value = 10 * Number(ratio.value);
    });
    expect(said).toMatch(/^report-invalid \/figures\/\w+\/value: .*does not follow from the tables/);
  });

  it('that are none, or another one, are found', async () => {
    expect((await found((report) => Object.assign(report, { figures: null })))[0]).toMatch(
      /^report-invalid \/figures/,
    );
    expect(await found(() => undefined, 'other')).toEqual([
      'report-invalid /id: it is the report features-benchmark, which its path does not say',
    ]);
  });
});
