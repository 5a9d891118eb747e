import type { Confirmation } from '@modelfolio/metrics/confirm-claim';
import { parseHTML } from 'linkedom';
import { render, type ComponentProps } from 'preact';
import { expect, it, vi } from 'vitest';
import { RerunVerdict } from './RerunVerdict.tsx';

const confirmed: Confirmation = {
  confirmed: true,
  reasons: [],
  figures: [],
  cells: { different: [], of: 9 },
};
const cell = { actual: 0, predicted: 1, stated: 2, recounted: 3 };

/** What the verdict says: its class, its first line, and each fact. */
function told(changes: Partial<ComponentProps<typeof RerunVerdict>>): string[] {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  vi.stubGlobal('document', document);
  const given = {
    confirmation: confirmed,
    outcome: 'Confirmed',
    nearTies: [],
    engine: { sha256: { a: 'aa' } },
  };
  render(
    <RerunVerdict {...given} paths={['a']} {...changes}>
      3 of 3 right.
    </RerunVerdict>,
    document.body,
  );
  vi.unstubAllGlobals();
  const texts = [...document.querySelectorAll('p, dl > div')].map(({ children, textContent }) =>
    children.length < 2 ? textContent : [...children].map((child) => child.textContent).join(': '),
  );
  return [document.querySelector('div')?.className ?? '', ...texts];
}

const hash = 'SHA-256 of a: aa computed here, equal to the card';

it('says what was counted again, and on which bytes', () => {
  const none = 'none: no two most probable classes are within a millionth of each other';
  expect(told({})).toEqual([
    'rerun-verdict good',
    'Confirmed. 3 of 3 right.',
    'Confusion matrix: all 9 cells equal',
    `Near ties: ${none}`,
    hash,
  ]);
  expect(told({ facts: [['accuracy', '1 here']], time: '1.0 s', data: { path: 'b', sha256: 'bb' } })).toEqual(
    [
      'rerun-verdict good',
      'Confirmed. 3 of 3 right.',
      'accuracy: 1 here',
      'Confusion matrix: all 9 cells equal',
      `Near ties: ${none}`,
      'Time: 1.0 s',
      hash,
      'SHA-256 of b: bb computed here, equal to the card',
    ],
  );
});

it('says why a claim is not confirmed, and which cells differ where they are told', () => {
  const confirmation = {
    ...confirmed,
    confirmed: false,
    reasons: ['the rows are of another file', 'nothing was counted'],
    cells: { different: [cell], of: 9 },
  };
  const said = told({ confirmation, outcome: 'Not confirmed' });
  expect(said[0]).toBe('rerun-verdict bad');
  expect(said).toContain('Why not: the rows are of another file; nothing was counted');
  expect(said).toContain('Confusion matrix: 1 of 9 cells differ');
  expect(told({ confirmation, differences: 'a as b 2 → 3' })).toContain(
    'Confusion matrix: 1 of 9 cells differ: a as b 2 → 3',
  );
});

it('says nothing of cells where a model names no classes', () => {
  expect(told({ confirmation: { ...confirmed, cells: null }, nearTies: [1] })).toEqual([
    'rerun-verdict good',
    'Confirmed. 3 of 3 right.',
    hash,
  ]);
});
