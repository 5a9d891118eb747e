import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { markExpired } from './mark-expired.ts';

it.each([
  ['2026-11-30T23:59:59.999Z', 'until 2026-11-30', 'without an end', 'until 2027-01-31'],
  ['2026-12-01T00:00:00.000Z', 'until 2026-11-30 (expired)', 'without an end', 'until 2027-01-31'],
  ['2027-02-01T00:00:00.000Z', 'until 2026-11-30 (expired)', 'without an end', 'until 2027-01-31 (expired)'],
])('on %s what is over is marked, and nothing else', (now, ...expected) => {
  const { document } = parseHTML(
    `<body><p data-approved-until="2026-11-30">until 2026-11-30</p><p>without an end</p>
    <p data-approved-until="2027-01-31">until 2027-01-31</p></body>`,
  );
  markExpired(document, Date.parse(now));
  expect([...document.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual(expected);
});
