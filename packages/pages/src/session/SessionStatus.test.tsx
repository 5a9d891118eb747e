import { describe, expect, test } from 'vitest';
import { drawnPage } from '../../test/drawn-page.ts';
import { SessionStatus } from './SessionStatus.tsx';

describe('SessionStatus', () => {
  const status = async (state: object, words: { latencyMs?: number | null; series?: 1 | 2 } = {}) => {
    const told: string[] = [];
    const session = { state, cancel: () => told.push('cancel'), retry: () => told.push('retry') } as never;
    const page = await drawnPage(
      <SessionStatus
        session={session}
        runtime="ort"
        latencyMs={null}
        {...words}
        onCancel={() => told.push('beside')}
      />,
    );
    return { page, told };
  };

  test('says how much has arrived, and can be cancelled', async () => {
    const { page, told } = await status({ phase: 'loading', loaded: 500_000, total: 2_000_000 });
    expect(page.texts('.engine span')[0]).toMatch(/^Loading .*: 500 kB of 2\.0 MB$/);
    expect(page.one('progress').getAttribute('max')).toBe('2000000');
    await page.happen(page.named('Cancel'), 'click');
    expect(told).toEqual(['cancel', 'beside']);
    const all = await status({ phase: 'loading', loaded: 2, total: 2 });
    expect(all.page.texts('.engine span')[0]).toMatch(/^Starting /);
    const unknown = await status({ phase: 'loading', loaded: 3000, total: 0 });
    expect(unknown.page.texts('.engine span')[0]).toMatch(/^Loading .*: 3 kB$/);
    expect(unknown.page.one('progress').getAttribute('max')).toBe('1');
  });

  test('says what went wrong, and tries again', async () => {
    const { page, told } = await status({ phase: 'failed', message: 'No network.', hint: 'Try later.' });
    expect(page.texts('.failed span')).toEqual(['No network. Try later.']);
    await page.happen(page.named('Try again'), 'click');
    expect(told).toEqual(['retry']);
  });

  test('says what was loaded and how fast it is', async () => {
    const ready = { phase: 'ready', engine: { description: 'ORT 1.30', bytes: 3_000_000 } };
    const { page } = await status(ready, { latencyMs: 3.14, series: 2 });
    expect(page.texts('b')).toEqual(['3.1 ms']);
    expect(page.texts('small')).toEqual(['3.0 MB loaded']);
    expect(page.one('.ready').getAttribute('title')).toBe('ORT 1.30');
    expect(page.one('[data-series]').getAttribute('data-series')).toBe('2');
    const fresh = await status(ready);
    expect(fresh.page.texts('.ready')[0]).toContain('ready');
    expect((await status({ phase: 'idle' })).page.all('.engine')).toEqual([]);
  });
});
