import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCard } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { builtProject, modelfolio, modelfolioSteps } from '../../test/temporary-project.ts';
import type { CheckResult } from '../commands/check.ts';

const truth = builtProject();
const cardYaml = 'models/tiny/card.yaml';
const plain = (text = '') => text.replaceAll('\u00a0', ' ');

/** Builds a card with criteria, and what check finds then. */
async function checked(criteria: string, withhold = (root: string): void => void root) {
  const root = truth.copy();
  const path = join(root, cardYaml);
  writeFileSync(path, `${readFileSync(path, 'utf8')}\nacceptance:\n${criteria}`);
  const [built] = await modelfolioSteps(root, [['build']]);
  const card = JSON.parse(readFileSync(join(root, 'content/models/tiny.json'), 'utf8')) as ModelCard;
  withhold(root);
  const { code, out } = await modelfolio(root, ['check', '--no-reevaluate', '--json']);
  return { built, card, code, findings: (JSON.parse(out.join('\n')) as CheckResult).findings };
}

// The tiny model is right in 41 of 60 rows: 68.33 % (55.77 to 78.69 %).
it('passes what is met, and what is failed and waived; the card shows both', async () => {
  const { card, code, findings } = await checked(
    '  - { metric: accuracy, atLeast: 0.5, by: interval }\n  - { metric: accuracy, atLeast: 0.9, waiver: it is a toy }\n',
  );
  expect([code, findings]).toEqual([0, []]);
  expect(card.acceptance.map(({ verdict, waiver }) => [verdict, waiver])).toEqual([
    ['passed', null],
    ['failed', 'it is a toy'],
  ]);
});

it('finds what is failed, and what cannot be decided', async () => {
  const { code, findings } = await checked(
    '  - { metric: accuracy, atLeast: 0.65, by: interval }\n  - { metric: parameters, atMost: 5, by: interval }\n',
  );
  expect(code).toBe(1);
  expect(findings.map(({ name, file, field }) => [name, file, field])).toEqual([
    ['criterion-failed', 'content/models/tiny.json', '/acceptance/0'],
    ['criterion-failed', 'content/models/tiny.json', '/acceptance/1'],
  ]);
  expect(plain(findings[0]?.reason)).toMatch(
    /^Test accuracy is 68\.\d+ % \(95 % interval .*\), and the whole interval must be at least 65\.00 %$/,
  );
  expect(plain(findings[1]?.reason)).toMatch(
    /^Parameters must be at most 5, and is .*, without an interval$/,
  );
});

it('finds a verdict that was turned in the card', async () => {
  const { findings } = await checked(
    '  - { metric: accuracy, atLeast: 0.9, waiver: it is a toy }\n',
    (root) => {
      const path = join(root, 'content/models/tiny.json');
      const card = JSON.parse(readFileSync(path, 'utf8'));
      card.acceptance[0].verdict = 'passed';
      writeFileSync(path, JSON.stringify(card));
    },
  );
  expect(findings.map(({ name }) => name)).toContain('record-mismatch');
});

it('cannot build a card with a criterion of nothing', async () => {
  const { built } = await checked('  - { metric: acuracy, atLeast: 0.9 }\n');
  expect(built?.code).toBe(1);
  expect([...(built?.err ?? []), ...(built?.out ?? [])].join('\n')).toContain(
    'acceptance names the figure acuracy',
  );
});
