import type { Page } from '@playwright/test';
import { builtPages } from '../built-pages.ts';
import { expect, test } from '../quiet-test.ts';
import { statedCard } from '../stated-card.ts';
import { recordValue, type RecordPlace } from '../record-value.ts';

type ShownFigure = RecordPlace & {
  /** e.g. `fashion-mnist/accuracy`; empty in a table, whose cells say only where they were read. */
  reference: string;
  text: string;
  /** What pressing it shows; `null` where it is no button. */
  note: string | null;
  /** Cells of a table that stands for all rows of a matrix or of a report's table. */
  matrix: string[][] | null;
};

const shownFigures = (page: Page): Promise<ShownFigure[]> =>
  page.locator('[data-figure-file]').evaluateAll((elements) =>
    elements.map((element) => {
      const noteId = element.getAttribute('popovertarget');
      const rows = element instanceof HTMLTableElement ? Array.from(element.tBodies[0]?.rows ?? []) : null;
      return {
        reference: element.getAttribute('data-figure') ?? '',
        file: element.getAttribute('data-figure-file') ?? '',
        pointer: element.getAttribute('data-figure-pointer') ?? '',
        // The interval beside a table's number is another place of the record.
        text: (element.firstChild?.textContent ?? '').trim(),
        note: noteId === null ? null : (document.getElementById(noteId)?.textContent ?? ''),
        matrix:
          rows?.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent.trim())) ??
          null,
      };
    }),
  );

const scales: [RegExp, number][] = [
  [/%|points/, 0.01],
  [/kB/, 1e3],
  [/MB/, 1e6],
];

/** Whether a printed number is the value, rounded to the digits that are printed. */
function prints(text: string, value: number): boolean {
  const duration = /^(?:(\d+)\sh\s)?(\d+)\smin$/.exec(text);
  if (duration) return Math.abs(Number(duration[1] ?? 0) * 60 + Number(duration[2]) - value / 60) <= 0.5;
  const power = /^(−?[\d.]+)\s×\s10⁻([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(text);
  if (power) {
    const exponent = Number(Array.from(power[2] ?? '', (sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)).join(''));
    const printed = Number(`${power[1]?.replace('−', '-')}e-${exponent}`);
    return Math.abs(printed - value) <= 0.051 * 10 ** -exponent;
  }
  const digits = /[\d,]+(?:\.(\d+))?/.exec(text);
  if (!digits) return false;
  const scale = scales.find(([unit]) => unit.test(text))?.[1] ?? 1;
  const printed = Number(digits[0].replaceAll(',', '')) * (/^[−-]/.test(text) ? -1 : 1);
  return Math.abs(printed - value / scale) <= 0.5 * 10 ** -(digits[1]?.length ?? 0) * 1.001;
}

/** Whether a table shows the record's rows: numbers as they are printed, words as they stand. */
function sameCells(cells: string[][], rows: unknown): boolean {
  if (!Array.isArray(rows) || rows.length !== cells.length) return false;
  return rows.every(
    (row: unknown, y) =>
      Array.isArray(row) &&
      row.length === cells[y]?.length &&
      row.every((value: unknown, x) => {
        const text = cells[y]?.[x] ?? '';
        return typeof value === 'number' ? prints(text, value) : value === null || text === value;
      }),
  );
}

/** What is wrong with a figure; empty when it is what its record says. */
function fault({ reference, file, pointer, text, note, matrix }: ShownFigure): string {
  const name = reference || `${file}#${pointer}`;
  try {
    const { value, sha256 } = recordValue({ file, pointer });
    if (matrix) return sameCells(matrix, value) ? '' : `${name}: other cells on the page`;
    const number = Array.isArray(value) ? value.length : value;
    if (typeof number !== 'number') return `${name}: the record holds ${JSON.stringify(value)}`;
    if (!prints(text, number)) return `${name}: ${number} is printed as ${text}`;
    if (note !== null && !note.includes(sha256.slice(0, 16)))
      return `${name}: its note lacks the hash of ${file}`;
    return '';
  } catch (error) {
    return `${name}: ${(error as Error).message}`;
  }
}

for (const path of builtPages()) {
  test(`every figure on ${path} is what its record says`, async ({ page }) => {
    await page.goto(path);
    const faults = (await shownFigures(page)).map(fault).filter((text) => text !== '');
    expect(faults).toEqual([]);
  });
}

test('the card shows figures, and each says where it comes from', async ({ page }) => {
  await page.goto('/models/fashion-mnist/');
  const names = (await shownFigures(page)).map(({ reference }) => reference);
  for (const name of ['accuracy', 'macroF1', 'ece', 'parameters', 'onnxBytes', 'testRows'])
    expect(names).toContain(`fashion-mnist/${name}`);
});

test('the list of sources holds every figure of the card, at the place it names', async ({ page }) => {
  await page.goto('/models/fashion-mnist/');
  await page.getByText('figures and where each was read').click();
  const rows = await page
    .getByRole('region', { name: 'Sources of the figures' })
    .locator('tbody tr')
    .evaluateAll((elements) =>
      elements.map((row) => ({
        text: row.querySelectorAll('td')[0]?.textContent.trim() ?? '',
        place: row.querySelector('code')?.textContent.trim() ?? '',
      })),
    );
  expect(rows.length).toBe(Object.keys(statedCard().figures).length);
  const faults = rows.map(({ text, place }) => {
    const [file = '', pointer = ''] = place.split(/\s+/);
    return fault({ reference: '', file, pointer, text, note: null, matrix: null });
  });
  expect(faults.filter((found) => found !== '')).toEqual([]);
});

test('pressing a figure shows its record, interval and sample size', async ({ page }) => {
  await page.goto('/models/fashion-mnist/');
  const figure = page
    .getByRole('button', { name: /show source/ })
    .and(page.locator('[data-figure$="/accuracy"]'));
  await figure.first().focus();
  await page.keyboard.press('Enter');
  const note = page.getByRole('note').filter({ visible: true });
  await expect(note).toContainText('models/fashion-mnist/evaluation.json');
  await expect(note).toContainText('95');
  await expect(note).toContainText('n = 10,000');
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
});
