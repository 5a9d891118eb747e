import { describe, expect, test } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { DropZone } from './DropZone.tsx';

describe('DropZone', () => {
  test('takes files that are dropped, and shows that they hover', async () => {
    const taken: unknown[] = [];
    const page = await drawnPage(
      <DropZone class="zone" label="Files" onFiles={(files) => taken.push(files)}>
        here
      </DropZone>,
    );
    const zone = page.one('section');
    expect([zone.getAttribute('aria-label'), zone.textContent]).toEqual(['Files', 'here']);
    const shown = () => zone.getAttribute('class');
    await page.happen(zone, 'dragover');
    expect(shown()).toBe('zone dragging');
    await page.happen(zone, 'dragleave');
    expect(shown()).toBe('zone');
    await page.happen(zone, 'dragover');
    await page.happen(zone, 'drop', { dataTransfer: { files: ['a', 'b'] } });
    expect(shown()).toBe('zone');
    await page.happen(zone, 'drop', { dataTransfer: { files: [] } });
    await page.happen(zone, 'drop', { dataTransfer: null });
    expect(taken).toEqual([['a', 'b']]);
  });
});
