import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** Opens a model's what-if page and waits until its model and rows are there. */
export async function openWhatIf(page: Page, id: string, hash = ''): Promise<void> {
  await page.goto(`/models/${id}/what-if/${hash}`);
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  if (hash === '') await page.getByRole('button', { name: 'Start the analysis' }).click();
  await analysisReady(page);
}

/** Waits until model and rows are loaded. */
export async function analysisReady(page: Page): Promise<void> {
  await expect(page.getByText(/computed in this browser$/)).toBeVisible({ timeout: 60_000 });
}

/** The table of contributions of the row in the form. */
export const whyTable = (page: Page): Locator => page.locator('.why-table');

/** Goes to another tab of the analysis. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
}

/** What the JSON export of the analysis holds. */
export type ExportedAnalysis = {
  kind: string;
  provenance: { model: { sha256: string }; data: { sha256: string }; link: string };
  row: Record<string, unknown>;
  prediction: Record<string, number>;
  explanation: {
    of: string;
    unit: string;
    method: string;
    exact: boolean;
    base: number;
    prediction: number;
    features: { name: string; columns: string[]; value: number; standardError: number | null }[];
  };
  counterfactuals?: { prediction: number; changes: { column: string; from: unknown; to: unknown }[] }[];
};

/** Saves the analysis in a format and gives its text. */
export async function savedAs(page: Page, format: 'JSON' | 'CSV' | 'SVG'): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: format, exact: true }).click();
  const download = await waiting;
  return readFile(await download.path(), 'utf8');
}

export const savedAnalysis = async (page: Page): Promise<ExportedAnalysis> =>
  JSON.parse(await savedAs(page, 'JSON')) as ExportedAnalysis;
