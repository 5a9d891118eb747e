import { expect, test } from 'vitest';
import { nearTiesFinding } from './near-ties-finding.ts';

const classes = (probabilities: number[]) => ({
  kind: 'classes' as const,
  classes: ['a', 'b'],
  probabilities: Float64Array.from(probabilities),
  predicted: new Uint32Array(probabilities.length / 2),
});

test('near ties are named by row, and nothing is said where there are none', () => {
  expect(nearTiesFinding(classes([0.9, 0.1, 0.5, 0.5, 0.5, 0.5]), 'e.json')?.message).toMatch(
    /^e\.json: 2 near ties, which another processor may decide otherwise: rows 1, 2 \(/,
  );
  expect(nearTiesFinding(classes([0.5, 0.5]), 'e.json')?.message).toMatch(/one near tie, .*: row 0/);
  expect(nearTiesFinding(classes([0.9, 0.1]), 'e.json')).toBeNull();
  expect(nearTiesFinding({ kind: 'values', targets: [], values: [] }, 'e.json')).toBeNull();
});
