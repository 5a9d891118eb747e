import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for the running test, a copy of another where one is named; removed afterwards. */
export function temporaryFolder(copyOf?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelfolio-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (copyOf !== undefined) cpSync(copyOf, folder, { recursive: true });
  return folder;
}
