import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService } from '../test/running-program.ts';
import { settings } from './command/settings.ts';
import { endpointsOf } from './endpoints.ts';
import { defaultLimits } from './limits.ts';
import { counterfactualsAnswer } from './requests/counterfactuals.ts';
import { explainAnswer } from './requests/explain.ts';
import { dependenceAnswer } from './requests/partial-dependence.ts';
import { createdScenario, keptScenario, scenarioList } from './requests/scenario-answers.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = readme.slice(readme.indexOf('## Ask it'), readme.indexOf('## What is kept'));
const blocks = [...examples.matchAll(/```(sh|json)\n(.*?)```/gs)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}));

describe('the examples of the README', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let folder: string;
  beforeAll(async () => {
    service = await startService();
    folder = mkdtempSync(join(tmpdir(), 'readme-'));
  });
  afterAll(async () => {
    service.signal('SIGTERM');
    await service.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('run, and print what stands there', async () => {
    const commands = blocks.filter(({ kind }) => kind === 'sh');
    // A mark between the blocks; one shell, for they hand values on.
    const script = ['set -eu', ...commands.flatMap(({ text }) => [text, "printf '\\n===\\n'"])].join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: folder,
      env: {
        SERVICE: service.url,
        PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`,
      },
    });
    const answers = stdout.split('\n===\n').map((text) => text.trim());
    const [predicted, explained, changed, dependence, kept, listed, refused] = answers
      .slice(0, -1)
      .map((text) => JSON.parse(text));

    const expected = blocks.filter(({ kind }) => kind === 'json').map(({ text }) => JSON.parse(text));
    expect([predicted, refused]).toEqual(expected);
    const [explanation] = explainAnswer.parse(explained).explanations;
    if (!explanation || explanation.method === 'lime') throw new Error('no attribution');
    const sum = explanation.features.reduce((total, { value }) => total + value, explanation.base);
    expect(sum).toBeCloseTo(explanation.prediction, 6);
    expect(counterfactualsAnswer.parse(changed).counterfactuals[0]?.prediction).toBeGreaterThanOrEqual(4000);
    expect(dependenceAnswer.parse(dependence).points).toHaveLength(10);
    expect(keptScenario.parse(kept).scenario.title).toBe('A heavier Adelie');
    expect(scenarioList.parse(listed).scenarios).toEqual([kept]);
    const created = createdScenario.parse(JSON.parse(readFileSync(join(folder, 'scenario.json'), 'utf8')));
    expect((await fetch(`${service.url}/v1/scenarios/${created.id}`)).status).toBe(404);
  });
});

it('names every address and every setting', () => {
  for (const { method, path } of Object.values(endpointsOf(defaultLimits)))
    expect(readme).toContain(`${method} ${path}`);
  for (const { env } of Object.values(settings)) expect(readme).toContain(`\`${env}\``);
});
