import { describe, expect, it } from 'vitest';
import { createLanes } from './lanes.ts';
import { createMetrics } from './metrics.ts';

/** Series and their values. */
const seriesOf = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), Number(line.slice(space + 1))];
      }),
  );

describe('metrics', () => {
  it('count requests by method, route and status, and their time in buckets', async () => {
    const metrics = createMetrics();
    const labels = { method: 'GET', route: '/v1/models/{id}' };
    metrics.answered({ ...labels, status: 200 }, 0.02);
    metrics.answered({ ...labels, status: 200 }, 0.3);
    metrics.answered({ ...labels, status: 404 }, 0.001);
    const series = seriesOf(await metrics.text());
    expect(series).toMatchObject({
      'http_requests_total{method="GET",route="/v1/models/{id}",status="200"}': 2,
      'http_requests_total{method="GET",route="/v1/models/{id}",status="404"}': 1,
      'http_request_duration_seconds_bucket{le="0.025",method="GET",route="/v1/models/{id}"}': 2,
      'http_request_duration_seconds_bucket{le="+Inf",method="GET",route="/v1/models/{id}"}': 3,
      'http_request_duration_seconds_sum{method="GET",route="/v1/models/{id}"}': expect.closeTo(0.321, 9),
    });
  });

  it('show lanes, lost lines and refused connections as they are when somebody looks', async () => {
    const metrics = createMetrics();
    const lanes = createLanes({ dear: { concurrent: 1, queue: 1, seconds: 5 } });
    let dropped = 3;
    metrics.watchLanes(lanes.gates);
    metrics.watchLog(() => dropped);
    metrics.refused('request-too-slow');
    const client = new AbortController();
    const never = () => lanes.gates.dear.pass(client.signal, () => new Promise<void>(() => {}));
    const asked = [never(), never(), never()];
    await expect(asked[2]).rejects.toMatchObject({ code: 'too-busy' });
    dropped = 4;
    expect(seriesOf(await metrics.text())).toMatchObject({
      'lane_requests_in_flight{lane="dear"}': 1,
      'lane_requests_waiting{lane="dear"}': 1,
      'lane_requests_rejected_total{lane="dear",reason="full"}': 1,
      'lane_requests_rejected_total{lane="dear",reason="deadline"}': 0,
      log_lines_dropped_total: 4,
      'http_connections_refused_total{code="request-too-slow"}': 1,
    });
    client.abort();
    await Promise.allSettled(asked);
    const after = seriesOf(await metrics.text());
    expect(after['lane_requests_waiting{lane="dear"}']).toBe(0);
    expect(after['lane_requests_rejected_total{lane="dear",reason="client-gone"}']).toBe(2);
  });

  it('tell of the process, and two services do not share them', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.answered({ method: 'GET', route: '/', status: 200 }, 1);
    const series = seriesOf(await other.text());
    expect(Object.keys(series).some((name) => name.startsWith('http_requests_total'))).toBe(false);
    expect(series['process_resident_memory_bytes']).toBeGreaterThan(1e7);
    expect(series['process_open_fds']).toBeGreaterThan(2);
    expect(series['process_cpu_seconds_total']).toBeGreaterThan(0);
    expect(series['nodejs_eventloop_utilization']).toBeLessThanOrEqual(1);
    const started = series['process_start_time_seconds'] ?? 0;
    expect(Math.abs(started - (Date.now() / 1000 - process.uptime()))).toBeLessThan(10);
  });
});
