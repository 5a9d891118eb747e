import manifest from '../package.json' with { type: 'json' };
import { chromiumVersion } from './cold-visit.ts';

/** Versions of the browser that measures and of what judges pages in it, for the environment of a report. */
export async function browserPackages(): Promise<Record<string, string>> {
  const { lighthouse, '@axe-core/playwright': axe } = manifest.devDependencies;
  return { chromium: await chromiumVersion(), '@axe-core/playwright': axe, lighthouse };
}
