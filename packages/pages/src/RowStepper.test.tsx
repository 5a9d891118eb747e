import { describe, expect, test } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { RowStepper } from './RowStepper.tsx';

const setting = (element: Element, name: string, value: unknown) =>
  Object.defineProperty(element, name, { value, writable: true, configurable: true });

describe('RowStepper', () => {
  const stepper = async (row: number, rows: number) => {
    const chosen: number[] = [];
    const page = await drawnPage(<RowStepper row={row} rows={rows} onChoose={(next) => chosen.push(next)} />);
    return { page, chosen };
  };

  test('goes on, back and round', async () => {
    const { page, chosen } = await stepper(0, 3);
    await page.happen(page.named('Next'), 'click');
    await page.happen(page.named('Previous'), 'click');
    const last = await stepper(2, 3);
    await last.page.happen(last.page.named('Next'), 'click');
    expect([chosen, last.chosen]).toEqual([[1, 2], [0]]);
    expect(page.texts('label')[0]).toBe('Row of 3');
  });

  test('says what it steps through', async () => {
    const page = await drawnPage(<RowStepper row={0} rows={200} noun="Example" onChoose={() => undefined} />);
    expect(page.texts('label')[0]).toBe('Example of 200');
  });

  test('by chance goes to any row but this one', async () => {
    const { page, chosen } = await stepper(1, 3);
    for (let time = 0; time < 40; time++) await page.happen(page.named('Random'), 'click');
    expect(new Set(chosen)).toEqual(new Set([0, 2]));
  });

  test.each([
    [1, [0]],
    [3, [2]],
    [2.4, [1]],
    [0, []],
    [4, []],
    [Number.NaN, []],
  ])('takes the number %d as a row where there is such a one', async (typed, expected) => {
    const { page, chosen } = await stepper(1, 3);
    const input = page.one('input');
    setting(input, 'valueAsNumber', typed);
    setting(input, 'value', String(typed));
    await page.happen(input, 'change');
    expect(chosen).toEqual(expected);
    expect((input as HTMLInputElement).value).toBe(expected.length === 0 ? '2' : String(typed));
  });

  test('has nowhere to go from a row that is alone', async () => {
    const { page } = await stepper(0, 1);
    expect(page.all('button').map((button) => button.hasAttribute('disabled'))).toEqual([true, true, true]);
    const { page: two } = await stepper(0, 2);
    expect(two.all('button[disabled]')).toEqual([]);
  });
});
