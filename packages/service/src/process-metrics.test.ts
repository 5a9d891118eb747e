import { performance } from 'node:perf_hooks';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { addProcessMetrics } from './process-metrics.ts';

/** The metrics of this process: what each is, in words, and its value. */
async function read(registry: Registry) {
  const all = await registry.getMetricsAsJSON();
  return Object.fromEntries(
    all.map(({ name, help, type, values }) => [
      name,
      { help, type: String(type), value: values[0]?.value ?? NaN },
    ]),
  );
}

it('tells of the process under the names that all clients of Prometheus use', async () => {
  const registry = new Registry();
  addProcessMetrics(registry);
  const found = await read(registry);
  expect(
    Object.fromEntries(Object.entries(found).map(([name, { type, help }]) => [name, `${type}: ${help}`])),
  ).toEqual({
    process_cpu_seconds_total: 'counter: Total user and system CPU time spent in seconds.',
    process_start_time_seconds: 'gauge: Start time of the process since unix epoch in seconds.',
    process_resident_memory_bytes: 'gauge: Resident memory size in bytes.',
    nodejs_heap_size_used_bytes: 'gauge: Process heap size used from Node.js in bytes.',
    process_open_fds: 'gauge: Number of open file descriptors.',
    nodejs_eventloop_utilization:
      'gauge: Share of the time since the last look in which the event loop was busy.',
  });
  const { user, system } = process.cpuUsage();
  expect(found['process_cpu_seconds_total']?.value).toBeGreaterThan(0);
  expect(found['process_cpu_seconds_total']?.value).toBeLessThanOrEqual((user + system) / 1e6);
  expect(found['process_start_time_seconds']?.value).toBe(Math.round(performance.timeOrigin / 1000));
  const [heap, all] = ['nodejs_heap_size_used_bytes', 'process_resident_memory_bytes'].map(
    (name) => found[name]?.value ?? NaN,
  ) as [number, number];
  expect(heap).toBeGreaterThan(1e6);
  expect(all).toBeGreaterThan(heap);
});

it('is read anew each time, and does not add up', async () => {
  const registry = new Registry();
  addProcessMetrics(registry);
  const before = await read(registry);
  for (const end = process.cpuUsage().user + 30_000; process.cpuUsage().user < end;);
  const after = await read(registry);
  const spent = (of: typeof before) => of['process_cpu_seconds_total']?.value ?? NaN;
  expect(spent(after) - spent(before)).toBeGreaterThanOrEqual(0.03);
  // Added to what it was before, it would be twice as much.
  expect(spent(after)).toBeLessThanOrEqual((process.cpuUsage().user + process.cpuUsage().system) / 1e6);
  // The loop above did not let go of the event loop.
  expect(after['nodejs_eventloop_utilization']?.value).toBeGreaterThan(0.5);
});
