import { expect, it } from 'vitest';
import { treatmentOf } from './treatment.ts';

it.each([
  ['run', 'metrics', 'names'],
  ['run', 'histories', 'names'],
  ['run', 'status', 'fixed'],
  ['run', 'params', 'record'],
  ['run', 'title', 'record'],
  ['card', 'title', 'written'],
  ['card', 'summary', 'written'],
  ['card', 'authors', 'written'],
  ['card', 'licence', 'written'],
  ['card', 'sections', 'written'],
  ['card', 'acceptance', 'written'],
  ['card', 'id', 'fixed'],
  ['card', 'version', 'fixed'],
  ['card', 'figures', 'fixed'],
  ['card', 'manifest', 'fixed'],
  ['card', 'evaluation', 'fixed'],
  ['card', 'evidence', 'fixed'],
  ['card', 'explanation', 'fixed'],
  ['card', 'inputs', 'fixed'],
  ['card', 'downloads', 'fixed'],
  ['card', 'generator', 'fixed'],
  ['card', 'candidates', 'record'],
  ['card', 'reproduce', 'record'],
  ['card', 'constructor', 'record'],
  ['report', 'id', 'fixed'],
  ['report', 'system', 'fixed'],
  ['report', 'question', 'written'],
  ['report', 'method', 'written'],
  ['report', 'command', 'record'],
  ['any', 'title', 'record'],
  ['any', 'seal', 'fixed'],
] as const)('of a %s, %s is treated as %s', (kind, field, treatment) => {
  expect(treatmentOf(kind, field)).toBe(treatment);
});
