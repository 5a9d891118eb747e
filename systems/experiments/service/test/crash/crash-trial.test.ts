import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashTrial } from './crash-trial.ts';

it('loses nothing that it acknowledged when it is killed under load', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  try {
    const report = await crashTrial(folder, 5, 3, Math.random);
    expect(report).toMatchObject({ moments: 5, lost: [], damage: [] });
    // All clients were writing when each end came.
    expect(report.cutOff).toBe(15);
    expect(report.acknowledged).toBeGreaterThan(15);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
