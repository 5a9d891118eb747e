import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { createMetrics, type RequestLabels } from './metrics.ts';
import { requestMetrics } from './request-metrics.ts';
import { createRoutes } from './routes.ts';

it('counts a request under its route, with the seconds that it took', async () => {
  const seen: [RequestLabels, number][] = [];
  let now = 1000;
  const app = new Hono();
  app.use(
    requestMetrics(
      { ...createMetrics(), answered: (labels, seconds) => void seen.push([labels, seconds]) },
      createRoutes({
        peel: { method: 'GET', path: '/lemons/{id}/parts/{part}', summary: '', answers: {}, problems: [] },
      }),
      () => now,
    ),
  );
  app.get('/lemons/:id/parts/:part', (context) => {
    now += 250;
    return context.text('peel', 203);
  });
  await app.request('/lemons/a/parts/b');
  await app.request('/limes/a', { method: 'POST' });
  expect(seen).toEqual([
    [{ method: 'GET', route: '/lemons/{id}/parts/{part}', status: 203 }, 0.25],
    [{ method: 'POST', route: '(none)', status: 404 }, 0],
  ]);
});
