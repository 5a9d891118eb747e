// npm run screenshots --workspace e2e: pictures of the built site for the README and the documentation.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { startSiteServer } from './bench/site-server.ts';
import { chromiumArguments, chromiumPath } from './chromium.ts';
import { looks } from './looks.ts';
import { chooseTestImage, playgroundPath, rankedClasses } from './playground-steps.ts';

const help = `Usage: npm run screenshots --workspace e2e -- [options]

Writes <page>-<look>.png of the built site: landing, card and playground (after a prediction), on a phone and on
a desktop, light and dark.

  --out <folder>  where to write them (default docs/images)
  --only <name>   one picture only, e.g. card-desktop
  --help          show this text
`;

const options = {
  out: { type: 'string', default: join(import.meta.dirname, '../docs/images') },
  only: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

function readOptions() {
  try {
    return parseArgs({ options, strict: true }).values;
  } catch (error) {
    process.stderr.write(`screenshots: ${(error as Error).message} (--help lists the options)\n`);
    return process.exit(2);
  }
}

const scenes: { name: string; path: string; act?: (page: Page) => Promise<unknown> }[] = [
  { name: 'landing', path: '/' },
  { name: 'card', path: '/models/fashion-mnist/' },
  {
    name: 'playground',
    path: playgroundPath,
    act: async (page) => {
      await chooseTestImage(page, 'Ankle boot');
      await rankedClasses(page);
      await page.mouse.move(0, 0);
      await page.evaluate(() => scrollTo(0, 0));
    },
  },
];

const values = readOptions();
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const wanted = scenes.flatMap((scene) =>
  looks
    .map((look) => ({ scene, look, name: `${scene.name}-${look.name}` }))
    .filter(({ name }) => values.only === undefined || values.only === name),
);
if (wanted.length === 0) {
  process.stderr.write(`screenshots: no picture is named ${values.only} (try card-desktop)\n`);
  process.exit(2);
}

mkdirSync(values.out, { recursive: true });
const server = await startSiteServer();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
try {
  for (const { scene, look, name } of wanted) {
    const context = await browser.newContext({ viewport: look.viewport, colorScheme: look.colorScheme });
    const page = await context.newPage();
    await page.goto(server.url + scene.path, { waitUntil: 'networkidle' });
    await scene.act?.(page);
    await page.screenshot({ path: join(values.out, `${name}.png`), animations: 'disabled' });
    process.stdout.write(`${join(values.out, `${name}.png`)}\n`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
