import type { Page } from '@playwright/test';
import { builtPages } from '../built-pages.ts';
import { expect, test } from '../quiet-test.ts';
import { recordValue } from '../record-value.ts';

type ShownFigure = {
  reference: string;
  file: string;
  pointer: string;
  value: string;
  text: string;
  note: string;
};

const shownFigures = (page: Page): Promise<ShownFigure[]> =>
  page.locator('[data-figure]').evaluateAll((elements) =>
    elements.map((element) => ({
      reference: element.getAttribute('data-figure') ?? '',
      file: element.getAttribute('data-figure-file') ?? '',
      pointer: element.getAttribute('data-figure-pointer') ?? '',
      value: element.getAttribute('data-figure-value') ?? '',
      text: element.textContent,
      note: document.getElementById(element.getAttribute('popovertarget') ?? '')?.textContent ?? '',
    })),
  );

const scales: [RegExp, number][] = [
  [/%/, 0.01],
  [/kB/, 1e3],
  [/MB/, 1e6],
];

/** Whether a printed number is the value, rounded to the digits that are printed. */
function prints(text: string, value: number): boolean {
  const duration = /^(?:(\d+)\sh\s)?(\d+)\smin$/.exec(text);
  if (duration) return Math.abs(Number(duration[1] ?? 0) * 60 + Number(duration[2]) - value / 60) <= 0.5;
  const digits = /[\d,]+(?:\.(\d+))?/.exec(text);
  if (!digits) return false;
  const scale = scales.find(([unit]) => unit.test(text))?.[1] ?? 1;
  const printed = Number(digits[0].replaceAll(',', '')) * (/^[−-]/.test(text) ? -1 : 1);
  return Math.abs(printed - value / scale) <= 0.5 * 10 ** -(digits[1]?.length ?? 0) * 1.001;
}

/** What is wrong with a figure; empty when it is what its record says. */
function fault({ reference, file, pointer, value, text, note }: ShownFigure): string {
  try {
    const record = recordValue({ file, pointer });
    if (String(record.value) !== value)
      return `${reference}: page says ${value}, ${file} says ${record.value}`;
    if (!prints(text, Number(value))) return `${reference}: ${value} is printed as ${text}`;
    if (!note.includes(record.sha256.slice(0, 16)))
      return `${reference}: the note does not hold the hash of ${file}`;
    return '';
  } catch (error) {
    return `${reference}: ${(error as Error).message}`;
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
  for (const name of ['accuracy', 'macroF1', 'logLoss', 'ece', 'parameters', 'onnxBytes', 'testRows'])
    expect(names).toContain(`fashion-mnist/${name}`);
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
