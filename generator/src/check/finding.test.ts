import { Failure } from '@modelfolio/failures';
import { RunsError } from '@modelfolio/runs/runs-error';
import { expect, it } from 'vitest';
import { ModelfolioError } from '../modelfolio-error.ts';
import { Findings } from './finding.ts';

it('are failures by a name in the catalogue, whichever room they come from, each once', async () => {
  const findings = new Findings('tiny');
  const place = { file: 'a.json', field: '/id' };
  for (const failure of [
    new ModelfolioError('card-invalid', 'is wrong', { ...place, hint: 'fix it' }),
    new ModelfolioError('card-invalid', 'is wrong again', place),
    new RunsError('run-invalid', 'is wrong', { file: 'a.json' }),
  ])
    expect(await findings.attempt(async () => Promise.reject(failure))).toBeNull();
  expect(findings.list).toEqual([
    { model: 'tiny', name: 'card-invalid', ...place, reason: 'is wrong', remedy: 'fix it' },
    { model: 'tiny', name: 'run-invalid', file: 'a.json', field: null, reason: 'is wrong', remedy: null },
  ]);
});

it.each([new Failure('constructor', 'no finding'), new Error('unforeseen')])('are not: %s', async (error) => {
  const findings = new Findings(null);
  const fail = (): never => {
    throw error;
  };
  await expect(findings.attempt(fail)).rejects.toBe(error);
  expect(findings.list).toEqual([]);
});

it('give the value of a step that works', async () => {
  expect(await new Findings(null).attempt(() => 5)).toBe(5);
});
