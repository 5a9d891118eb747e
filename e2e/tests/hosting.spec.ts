// The Firebase hosting emulator serves site/dist as firebase.json says.
import {
  agreement,
  chooseTestImage,
  openPlayground,
  playgroundPath,
  rankedClasses,
  showOnnxRuntime,
} from '../playground-steps.ts';
import { expect, test } from '../quiet-test.ts';

test('the playground predicts with both runtimes, threads included, and breaks no policy', async ({
  page,
}) => {
  await openPlayground(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await chooseTestImage(page, 'Bag');
  expect((await rankedClasses(page))[0]?.name).toBe('Bag');
  await showOnnxRuntime(page);
  await expect(agreement(page)).toContainText('Same answer from both.');
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const threads = Math.min(4, Math.ceil(cores / 2));
  await expect(page.getByTitle(/^ONNX Runtime/)).toHaveAttribute('title', new RegExp(`${threads} threads?$`));
});

for (const path of ['/', '/models/fashion-mnist/', playgroundPath, '/systems/'])
  test(`${path} is isolated, sniffs nothing, and is asked for anew`, async ({ request }) => {
    const response = await request.get(path);
    expect(response.status()).toBe(200);
    expect(response.headers()).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'content-type': expect.stringMatching(/^text\/html/),
    });
    expect(response.headers()['cache-control']).toMatch(/no-cache|max-age=0/);
  });

test('files whose address holds their hash are kept forever', async ({ page, request }) => {
  const seen: string[] = [];
  page.on('response', (response) => seen.push(new URL(response.url()).pathname));
  await openPlayground(page);
  await chooseTestImage(page);
  await rankedClasses(page);
  const hashed = seen.filter((path) => /^\/(_astro|artifacts)\//.test(path));
  expect(hashed.length).toBeGreaterThan(4);
  for (const path of hashed)
    expect((await request.get(path)).headers()['cache-control'], path).toMatch(/max-age=31536000.*immutable/);
});

test.describe('a script put into a page', () => {
  test.use({ expected: /content security policy/i });
  test('is not run', async ({ page }) => {
    await page.goto('/');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.scriptRan = true';
      document.body.append(script);
    });
    expect(await page.evaluate(() => 'scriptRan' in globalThis)).toBe(false);
  });
});

test('addresses are clean: a missing slash is added, a missing page is 404', async ({ request }) => {
  const slashless = await request.get('/models/fashion-mnist', { maxRedirects: 0 });
  expect(slashless.status()).toBe(301);
  expect(slashless.headers()['location']).toBe('/models/fashion-mnist/');
  const missing = await request.get('/no-such-page/');
  expect(missing.status()).toBe(404);
  expect(await missing.text()).toContain('There is no page at this address');
});
