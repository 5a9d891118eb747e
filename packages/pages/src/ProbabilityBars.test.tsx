import { describe, expect, test } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { ProbabilityBars } from './ProbabilityBars.tsx';

describe('ProbabilityBars', () => {
  test('has the most likely class first, with its share, its label and a twin', async () => {
    const page = await drawnPage(
      <ProbabilityBars
        classes={['a', 'b', 'c']}
        probabilities={[0.25, 0.5, 0.25]}
        twin={[0.5, 0.25, 0]}
        truth={2}
        limit={3}
      />,
    );
    expect(page.texts('.bar-name')).toEqual(['b', 'a', 'c label']);
    expect(page.texts('.bar-value')).toEqual(['50.0 %', '25.0 %', '25.0 %']);
    expect(page.all('li').map((item) => item.getAttribute('class') ?? '')).toEqual(['first', '', '']);
    const widths = page
      .all('.share-bar')
      .map((bar) => /[\d.]+(?=\))/.exec(bar.getAttribute('style') ?? '')?.[0]);
    expect(widths).toEqual(['0.5', '0.25', '0.25', '0.5', '0.25', '0']);
    expect(page.one('ol').getAttribute('class')).toBe('bars');
  });

  test('waits with dashes, and shows as many as asked for', async () => {
    const page = await drawnPage(
      <ProbabilityBars classes={['a', 'b', 'c']} probabilities={null} limit={2} />,
    );
    expect(page.texts('.bar-value')).toEqual(['–', '–']);
    expect(page.one('ol').getAttribute('class')).toBe('bars waiting');
    expect(page.all('.twin, .bar-truth')).toEqual([]);
  });
});
