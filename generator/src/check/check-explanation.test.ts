import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluation, explanation, modelManifest, type Explanation } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { completeExplanation } from '../explanation/complete-explanation.ts';
import { checkExplanation } from './check-explanation.ts';
import { Findings } from './finding.ts';

const folder = join(import.meta.dirname, '../../../models/census-income');
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const manifest = modelManifest.parse(read('manifest.json'));
const file = <Value>(value: Value) => ({ path: 'record.json', value, bytes: 0, sha256: '' });
const evaluated = file(evaluation.parse(read('evaluation.json')));

async function findings(record: Explanation): Promise<string[]> {
  const found = new Findings('census-income');
  await checkExplanation(found, manifest, file(record), evaluated, null);
  return found.list.map(({ name, field }) => `${name} ${field ?? ''}`);
}

const truth = (): Explanation => explanation.parse(read('explanation.json'));

it('finds nothing in the committed one', async () => {
  expect(await findings(truth())).toEqual([]);
});

it('finds counts that agree with themselves and not with the evaluation', async () => {
  const record = truth();
  const confusion = record.fairness[0]?.groups[0]?.confusion;
  if (confusion) {
    confusion.tp++;
    confusion.fn--;
  }
  expect(await findings(completeExplanation(record))).toEqual([
    'explanation-disagrees /fairness/0/overall/confusion/tp',
    'explanation-disagrees /fairness/0/overall/confusion/fn',
  ]);
});

it('finds a share, an interval and an answer that do not follow', async () => {
  const record = truth();
  const [feature] = record.importance.features;
  const interval = record.fairness[1]?.metrics.equalizedOddsDifference.interval;
  const [question] = record.questions;
  if (feature && interval && question) {
    feature.share = 0.5;
    interval.upper = 0.4;
    question.figures = [];
  }
  expect(await findings(record)).toEqual(
    expect.arrayContaining([
      'explanation-disagrees /importance/features/0/share',
      'explanation-disagrees /fairness/1/metrics/equalizedOddsDifference/interval/upper',
      'explanation-disagrees /questions/0/figures/0',
    ]),
  );
});

it('says of a stale one only that', async () => {
  const record = { ...truth(), modelSha256: '0'.repeat(64) };
  expect(await findings(record)).toEqual(['explanation-stale ']);
});
