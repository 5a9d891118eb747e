import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import onnxProto from 'onnx-proto';
import { afterEach, expect, it, vi } from 'vitest';
import { loopingGraph } from '../../test/looping-graph.ts';
import { isRunning } from '../../test/is-running.ts';
import { tensorOf } from '../tensor.ts';
import { sessionPool, type SessionPool } from './session-pool.ts';

const { ModelProto, TensorProto } = onnxProto.onnx;
const numbers = (name: string) => ({
  name,
  type: { tensorType: { elemType: TensorProto.DataType.FLOAT, shape: { dim: [{ dimParam: 'N' }] } } },
});
const doubling = ModelProto.encode({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'doubling',
    node: [{ opType: 'Add', input: ['x', 'x'], output: ['y'] }],
    input: [numbers('x')],
    output: [numbers('y')],
  },
}).finish();

const x = tensorOf('float32', [1, 2, 3], [3]);
const y = tensorOf('float32', [2, 4, 6], [3]);
const row = { x: tensorOf('float32', [1, 2, 3], [1, 3]) };

const pools: SessionPool[] = [];
const poolOf = (processes?: number): SessionPool => {
  const pool = sessionPool(processes === undefined ? {} : { processes });
  pools.push(pool);
  return pool;
};
afterEach(() => pools.splice(0).forEach((pool) => pool.end()));

it('a graph that does not end is ended in time, and other sessions open themselves again', async () => {
  const pool = poolOf();
  const [session, endless] = [await pool.open(doubling), await pool.open(loopingGraph(), { timeLimit: 0.3 })];
  const [pid = 0] = pool.processes;
  expect(pool.processes).toHaveLength(1);
  const hanging = endless.run(row);
  const waiting = session.run({ x });
  await expect(hanging).rejects.toThrow(expect.objectContaining({ code: 'time-limit' }));
  expect(await waiting).toEqual({ y });
  expect(pool.processes).not.toContain(pid);
  expect(await session.run({ x })).toEqual({ y });
  await expect(endless.run(row)).rejects.toThrow('not finished after 0.3 seconds');
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
});

it('a graph that does not end is interrupted', async () => {
  const stop = new AbortController();
  const endless = await poolOf().open(loopingGraph(), { signal: stop.signal });
  const hanging = endless.run(row);
  setTimeout(() => stop.abort(), 100);
  await expect(hanging).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  await endless.close();
});

it('runs go to the process with the least to do', async () => {
  const pool = poolOf(2);
  const session = await pool.open(doubling);
  await session.run({ x });
  expect(pool.processes).toHaveLength(1);
  const stop = new AbortController();
  const endless = await pool.open(loopingGraph(), { signal: stop.signal });
  const hanging = endless.run(row).catch((error: Error) => error.name);
  expect(await session.run({ x })).toEqual({ y });
  expect(await Promise.all([session.run({ x }), session.run({ x })])).toEqual([{ y }, { y }]);
  expect(pool.processes).toHaveLength(2);
  stop.abort();
  expect(await hanging).toBe('AbortError');
});

it('processes end a while after the last session, and come back for another', async () => {
  const pool = poolOf();
  const session = await pool.open(doubling);
  const [pid = 0] = pool.processes;
  const clock = vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await session.close();
  clock.advanceTimersByTime(4000);
  const other = await pool.open(doubling);
  clock.advanceTimersByTime(10_000);
  expect(pool.processes).toEqual([pid]);
  await other.close();
  clock.advanceTimersByTime(5000);
  expect(pool.processes).toEqual([]);
  vi.useRealTimers();
  const again = await pool.open(doubling);
  expect(await again.run({ x })).toEqual({ y });
});

it('a pool that is ended runs nothing of what was going on', async () => {
  const pool = poolOf();
  const endless = await pool.open(loopingGraph());
  const hanging = endless.run(row);
  setTimeout(() => pool.end(), 100);
  await expect(hanging).rejects.toThrow(expect.objectContaining({ code: 'ended' }));
});

const parent = resolve(import.meta.dirname, '../../test/orphaning-parent.ts');

it.each<NodeJS.Signals>(['SIGKILL', 'SIGTERM'])(
  'no child outlives a parent that ends by %s, not in native code that hangs either',
  async (signal) => {
    const program = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
    const pid = Number(line);
    expect(isRunning(pid)).toBe(true);
    program.kill(signal);
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 20_000 });
  },
);
