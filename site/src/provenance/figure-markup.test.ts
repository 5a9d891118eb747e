import { parseHTML } from 'linkedom';
import type { Figure } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { figureMarkup } from './figure-markup.ts';

const figure: Figure = {
  label: 'Test <accuracy>',
  value: 0.9412,
  format: 'percent',
  unit: null,
  better: 'higher',
  interval: { level: 0.95, lower: 0.9365, upper: 0.9459, method: 'percentile-bootstrap' },
  n: 10_000,
  source: {
    file: 'models/m/evaluation.json',
    pointer: '/metrics/accuracy/value',
    sha256: 'ab'.repeat(32),
    command: 'npx modelfolio evaluate m --force',
  },
};

test('a number opens a note that names record, place, interval, sample and command', () => {
  const { document } = parseHTML(`<body>${figureMarkup('m/accuracy', figure, new Set())}</body>`);
  const button = document.querySelector('button');
  expect(button?.getAttribute('data-figure-file')).toBe('models/m/evaluation.json');
  expect(button?.getAttribute('data-figure-pointer')).toBe('/metrics/accuracy/value');
  const note = document.querySelector(`#${button?.getAttribute('popovertarget')}`);
  expect(note?.hasAttribute('popover')).toBe(true);
  for (const words of [
    'Test <accuracy>',
    '93.65 to',
    'n = 10,000',
    '/metrics/accuracy/value',
    'evaluate m --force',
  ])
    expect(note?.textContent).toContain(words);
});

test('a figure named twice has one note', () => {
  const noted = new Set<string>();
  const html = figureMarkup('m/accuracy', figure, noted) + figureMarkup('m/accuracy', figure, noted);
  const { document } = parseHTML(`<body>${html}</body>`);
  expect(document.querySelectorAll('button')).toHaveLength(2);
  expect(document.querySelectorAll('[popover]')).toHaveLength(1);
});
