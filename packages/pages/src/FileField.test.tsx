import { describe, expect, test } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { FileField } from './FileField.tsx';

const setting = (element: Element, name: string, value: unknown) =>
  Object.defineProperty(element, name, { value, writable: true, configurable: true });

describe('FileField', () => {
  test('gives the file that was chosen; where no name is shown the same can be chosen again', async () => {
    const taken: unknown[] = [];
    const page = await drawnPage(
      <FileField label="Table" accept=".csv" onFile={(file) => taken.push(file)} />,
    );
    const input = page.one('input');
    setting(input, 'files', ['a.csv']);
    setting(input, 'value', 'a.csv');
    await page.happen(input, 'change');
    expect([taken, (input as HTMLInputElement).value]).toEqual([['a.csv'], '']);
    setting(input, 'files', []);
    await page.happen(input, 'change');
    expect(taken).toHaveLength(1);
    expect(input.getAttribute('accept')).toBe('.csv');
    expect(page.texts('label')).toEqual(['Table']);
  });

  test('shows the name of the file that it has', async () => {
    const page = await drawnPage(<FileField label="Table" accept=".csv" name="b.csv" onFile={() => {}} />);
    const input = page.one('input');
    setting(input, 'value', 'b.csv');
    await page.happen(input, 'change');
    expect((input as HTMLInputElement).value).toBe('b.csv');
    expect(page.texts('b')).toEqual(['b.csv']);
  });
});
