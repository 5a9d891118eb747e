import type { ModelCard, Report } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { findFigure, reportFigure } from './find-figure.ts';

const accuracy = { label: 'Test accuracy', value: 0.9 };
const speed = {
  label: 'Speed',
  value: 12,
  format: 'ratio',
  unit: null,
  better: 'higher',
  interval: null,
  n: null,
};
const report = {
  id: 'bench',
  figures: { speed, 'a/b': speed },
  command: 'npm run bench',
} as unknown as Report;
const all = {
  cards: new Map([['m', { figures: { accuracy } } as unknown as ModelCard]]),
  reports: Object.assign(new Map([['bench', report]]), { digest: () => 'cd'.repeat(32) }),
};

test('a card’s figure is found by model and name', () => {
  expect(findFigure('m/accuracy', '/', all)).toBe(accuracy);
});

const digest = 'cd'.repeat(32);

test('a report’s figure says where in the report it stands', () => {
  expect(reportFigure(report, 'a/b', digest)?.source).toEqual({
    file: 'content/reports/bench.json',
    pointer: '/figures/a~1b/value',
    sha256: digest,
    command: 'npm run bench',
  });
});

test.each(['m/accurcy', 'n/accuracy', 'reports/bench/sped', 'reports/none/speed', 'accuracy'])(
  'an unknown figure %s stops the build and names page and reference',
  (reference) => {
    expect(() => findFigure(reference, '/systems/x/', all)).toThrow(
      `page /systems/x/: no figure ${reference}`,
    );
  },
);
