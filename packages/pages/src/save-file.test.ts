import { afterEach, expect, test, vi } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { saveFile } from './save-file.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('offers a file under its name, and lets go of its bytes later', async () => {
  await drawnPage(null);
  vi.useFakeTimers();
  const clicked: [string | null, string | null][] = [];
  const create = document.createElement.bind(document);
  vi.spyOn(document, 'createElement').mockImplementation((name: string) => {
    const link = create(name);
    link.click = () => clicked.push([link.getAttribute('href'), link.getAttribute('download')]);
    return link;
  });
  const kept: Blob[] = [];
  const keep = URL.createObjectURL.bind(URL);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    kept.push(blob as Blob);
    return keep(blob as Blob);
  });
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  saveFile('a,b\n1,2\n', 'text/csv', 'rows.csv');
  const [[address, name] = []] = clicked;
  expect([name, clicked.length]).toEqual(['rows.csv', 1]);
  expect(address).toMatch(/^blob:/);
  expect([kept[0]?.type, await kept[0]?.text()]).toEqual(['text/csv', 'a,b\n1,2\n']);
  expect(revoked).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(revoked.mock.calls).toEqual([[address]]);
});
