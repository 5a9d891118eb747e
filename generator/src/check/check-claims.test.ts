import { expect, it } from 'vitest';
import { checkClaims } from './check-claims.ts';
import { Findings } from './finding.ts';

const place = { file: 'card.yaml', field: '3:1' };

it('names the claims of all paragraphs at one place', () => {
  const findings = new Findings('tiny');
  checkClaims(findings, ['Its accuracy is 0.97.', 'It is fast.', 'Wrong in 3 % of cases.'], place, 'x');
  expect(findings.list).toEqual([
    expect.objectContaining({
      name: 'claim-typed',
      ...place,
      reason: 'types "accuracy is 0.97", "3 %": no record holds that',
      remedy: 'name a figure, or mark it as typed: x',
    }),
  ]);
});

it('finds nothing where nothing is claimed', () => {
  const findings = new Findings('tiny');
  checkClaims(findings, ['It is fast.'], place, 'x');
  expect(findings.list).toEqual([]);
});
