import { expect, test } from '../quiet-test.ts';
import {
  agreement,
  chooseTestImage,
  drawTrousers,
  grid,
  labelled,
  notice,
  openPlayground,
  playgroundPath,
  rankedClasses,
  ranking,
  showOnnxRuntime,
} from '../playground-steps.ts';
import { statedCard } from '../stated-card.ts';

test('loads neither model nor runtime before the first touch', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(playgroundPath, { waitUntil: 'networkidle' });
  const heavy = () => loaded.filter((url) => /artifacts|wasm|\.worker|\.gz/.test(url));
  expect(heavy()).toEqual([]);
  await chooseTestImage(page);
  await rankedClasses(page);
  expect(heavy().join('\n')).toMatch(/tfjs-backend-wasm-simd\.wasm\.[0-9a-f]+\.gz/);
  expect(heavy().join('\n')).not.toMatch(/ort-wasm/);
});

test('ranks while a mouse draws, and tells the latency', async ({ page }) => {
  await openPlayground(page);
  const box = await grid(page).boundingBox();
  if (!box) throw new Error('the drawing grid is not shown');
  const place = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.getByRole('button', { name: 'Broad brush' }).click();
  await page.mouse.move(...place([0.5, 0.5]));
  await page.mouse.down();
  await page.mouse.move(...place([0.5, 0.3]), { steps: 5 });
  // The button is still down: the first answer comes while drawing.
  const early = await rankedClasses(page);
  await page.mouse.up();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Medium brush' }).click();
  await drawTrousers(async (from, to) => {
    await page.mouse.move(...place(from));
    await page.mouse.down();
    await page.mouse.move(...place(to), { steps: 8 });
    await page.mouse.up();
  });
  await expect(ranking(page).first()).toContainText('Trouser');
  expect(early).toHaveLength(10);
  const shares = (await rankedClasses(page)).map(({ percent }) =>
    Number.parseFloat(percent.replace(/[<>]/, '')),
  );
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, -0.5);
  await expect(page.getByRole('region', { name: 'Runtime' })).toContainText(/TensorFlow\.js\s+[\d.]+ ms/);
});

test('undo takes back a stroke, clear takes back all', async ({ page }) => {
  await openPlayground(page);
  await chooseTestImage(page, 'Bag');
  const bag = await rankedClasses(page);
  await chooseTestImage(page, 'Sneaker');
  await expect(ranking(page).first()).toContainText('Sneaker');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(ranking(page).first()).toContainText('Bag');
  expect(await rankedClasses(page)).toEqual(bag);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(ranking(page).first()).toContainText('–');
});

test('works with the keyboard alone', async ({ page }) => {
  await openPlayground(page);
  const drawing = grid(page);
  for (let presses = 0; presses < 40; presses++) {
    if (await drawing.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(drawing).toBeFocused();
  // The cursor starts in the middle. A line of twelve cells:
  for (let cell = 0; cell < 12; cell++) {
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
  }
  const line = await rankedClasses(page);
  await expect.poll(() => page.url()).toContain('#drawing=');
  const lineUrl = page.url();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/^Row 3, column 16, black$/)).toBeAttached();
  await page.keyboard.press('f');
  await expect.poll(() => page.url()).not.toBe(lineUrl);
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.url()).toBe(lineUrl);
  expect(await rankedClasses(page)).toEqual(line);
  // On to the test images and the runtime, still without a pointer.
  await page.getByRole('button', { name: 'Clear' }).focus();
  await page.keyboard.press('Enter');
  await expect(ranking(page).first()).toContainText('–');
});

test('a random mistake is one: the label is not the first of the ranking', async ({ page }) => {
  await openPlayground(page);
  await page.getByRole('button', { name: 'Random mistake' }).click();
  await expect(page.getByText(/^wrong: labelled/)).toBeVisible();
  const index = Number(/Test image (\d+) of/.exec(await notice(page).innerText())?.[1]);
  expect(statedCard().evaluation.mistakeIndices).toContain(index);
});

test('a random test image shows its number and label', async ({ page }) => {
  await openPlayground(page);
  await page.getByRole('button', { name: 'Random test image' }).click();
  await expect(notice(page)).toHaveText(/^Test image \d+ of 10000\.$/);
  await expect(labelled(page)).toHaveCount(1);
  await rankedClasses(page);
});

test('ONNX Runtime agrees with TensorFlow.js, each with its latency', async ({ page }) => {
  await openPlayground(page);
  await chooseTestImage(page, 'Shirt');
  const light = await rankedClasses(page);
  await showOnnxRuntime(page);
  await expect(agreement(page)).toContainText('Same answer from both.');
  const difference = Number(/probability:\s*([\d.e+-]+)/.exec(await agreement(page).innerText())?.[1]);
  expect(difference).toBeLessThanOrEqual(1e-5);
  const runtimes = page.getByRole('region', { name: 'Runtime' });
  await expect(runtimes).toContainText(/TensorFlow\.js\s+[\d.]+ ms/);
  await expect(runtimes).toContainText(/ONNX Runtime\s+[\d.]+ ms/);
  expect(await rankedClasses(page)).toEqual(light);
});

test('cancelling the load of ONNX Runtime goes back to one runtime', async ({ page }) => {
  await openPlayground(page);
  await chooseTestImage(page);
  await rankedClasses(page);
  await page.route(/ort-wasm.*\.gz/, async (route) => {
    await new Promise((later) => setTimeout(later, 5000));
    await route.continue().catch(() => undefined);
  });
  await page.getByRole('checkbox', { name: /Compare with ONNX Runtime/ }).check();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('checkbox', { name: /Compare with ONNX Runtime/ })).not.toBeChecked();
  await page.unroute(/ort-wasm.*\.gz/);
  await showOnnxRuntime(page);
});

test('a shared link restores a drawing and the runtime', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPlayground(page);
  await grid(page).click({ position: { x: 60, y: 60 } });
  await grid(page).click({ position: { x: 90, y: 140 } });
  const drawn = await rankedClasses(page);
  await showOnnxRuntime(page);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(notice(page)).toContainText('Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  expect(await rankedClasses(other)).toEqual(drawn);
  await expect(other.getByRole('checkbox', { name: /Compare with ONNX Runtime/ })).toBeChecked();
});

test('a link to a test image shows that image', async ({ page }) => {
  await openPlayground(page, '#image=4711');
  await expect(notice(page)).toHaveText('Test image 4711 of 10000.');
  await rankedClasses(page);
});

for (const hash of ['#image=10000', '#image=-1', '#drawing=%25%25', '#drawing=AAAA', '#nonsense'])
  test(`a link that leads nowhere (${hash}) shows an empty playground`, async ({ page }) => {
    await openPlayground(page, hash);
    await expect(ranking(page).first()).toContainText('–');
    await chooseTestImage(page);
    await rankedClasses(page);
  });

test.describe('without a network', () => {
  // What is not kept (the icon) is asked for in vain, and Chromium logs that.
  test.use({ expected: /ERR_(FAILED|INTERNET_DISCONNECTED)/ });
  test('goes on offline after the first prediction, also when reloaded', async ({ page, context }) => {
    await openPlayground(page);
    await chooseTestImage(page, 'Bag');
    const online = await rankedClasses(page);
    await expect(page.getByText(/work offline/)).toBeVisible();
    await context.setOffline(true);
    await chooseTestImage(page, 'Coat');
    await expect(labelled(page)).toContainText('Coat');
    await page.reload();
    await chooseTestImage(page, 'Bag');
    expect(await rankedClasses(page)).toEqual(online);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('ranks what a finger draws, without scrolling the page', async ({ page, context }) => {
    await openPlayground(page);
    await grid(page).scrollIntoViewIfNeeded();
    const box = await grid(page).boundingBox();
    if (!box) throw new Error('the drawing grid is not shown');
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    const scrolled = await page.evaluate(() => scrollY);
    const finger = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: [number, number]) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: point ? [{ x: box.x + point[0] * box.width, y: box.y + point[1] * box.height }] : [],
      });
    await drawTrousers(async (from, to) => {
      await touch('touchStart', from);
      for (let part = 1; part <= 8; part++)
        await touch('touchMove', [
          from[0] + ((to[0] - from[0]) * part) / 8,
          from[1] + ((to[1] - from[1]) * part) / 8,
        ]);
      await touch('touchEnd');
    });
    await rankedClasses(page);
    await expect(ranking(page).first()).toContainText('Trouser');
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  });

  test('a test image and the runtime are within a thumb', async ({ page }) => {
    await openPlayground(page);
    await page
      .getByRole('region', { name: 'Test images' })
      .getByRole('button', { name: 'Dress', exact: true })
      .tap();
    await expect(labelled(page)).toContainText('Dress');
    const targets = await page
      .locator('.playground button, .playground label.switch')
      .evaluateAll((elements) =>
        elements.map((element) => element.getBoundingClientRect()).filter(({ width }) => width > 0),
      );
    for (const { width, height } of targets) expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  });
});
