import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, damageOf, need, newRun, survivalTrial } from './survival-trial.ts';

const { at, start } = survivalTrial();

/** Runs a command with a small disk of its own at a folder, which ends with it. */
const onSmallDisk = (folder: string, size: string): string[] => [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
  '--mount',
  'sh',
  '-c',
  'mount -t tmpfs -o size="$1" none "$0" && shift && exec "$@"',
  folder,
  size,
];

const isMountable = (() => {
  const [command = '', ...args] = onSmallDisk('/mnt', '1m');
  return existsSync('/proc') && spawnSync(command, [...args, 'true']).status === 0;
})();
if (!isMountable) console.info('skipped: a full disk, because this machine lets nobody mount a small one');

/** Fills the disk of a folder to the last byte. */
function fill(file: string): void {
  const open = openSync(file, 'w');
  try {
    for (let size = 1 << 20; size >= 1; size = size === 1 ? 0 : size >> 1)
      try {
        for (;;) writeSync(open, Buffer.alloc(size));
      } catch {
        // A smaller piece may still fit.
      }
  } finally {
    closeSync(open);
  }
}

describe.skipIf(!isMountable)('a server whose disk is full', () => {
  it('acknowledges nothing that is not written, and goes on when there is room again', async () => {
    const disk = at('disk');
    mkdirSync(disk);
    const { url, pid } = await start([], {
      store: join(disk, 'mlflow.db'),
      launch: [...onSmallDisk(disk, '8m'), process.execPath],
    });
    // The disk as the server sees it.
    const seen = join(`/proc/${pid}/root`, disk);
    const before = await newRun(url);
    fill(join(seen, 'filler'));
    const acknowledged = [before];
    let refused: unknown = null;
    // What is in the write-ahead log already has room for some more.
    for (let tries = 0; refused === null && tries < 500; tries++) {
      const { status, json } = await ask(url, 'runs/create', {
        experiment_id: '0',
        tags: [{ key: 'long', value: 'x'.repeat(8000) }],
      });
      if (status === 200) acknowledged.push(json.run.info.run_id);
      else refused = { status, json };
    }
    expect(refused).toEqual({
      status: 503,
      json: expect.objectContaining({
        error_code: 'TEMPORARILY_UNAVAILABLE',
        message: 'The disk of the database is full; nothing was written.',
      }),
    });
    const ids = async (): Promise<string[]> =>
      (await need(url, 'runs/search', { experiment_ids: ['0'] })).runs
        .map(({ info }: { info: { run_id: string } }) => info.run_id)
        .toSorted();
    expect(await ids()).toEqual(acknowledged.toSorted());
    rmSync(join(seen, 'filler'));
    acknowledged.push(await newRun(url));
    expect(await ids()).toEqual(acknowledged.toSorted());
    expect(damageOf(join(seen, 'mlflow.db'))).toEqual([]);
  });

  it('keeps no part of an artifact', async () => {
    const disk = at('disk');
    mkdirSync(disk);
    const { url, pid } = await start([], {
      artifacts: join(disk, 'artifacts'),
      launch: [...onSmallDisk(disk, '1m'), process.execPath],
    });
    const address = `${url}/api/2.0/mlflow-artifacts/artifacts/0/a/artifacts/big.bin`;
    const put = async (bytes: number) => {
      const answer = await fetch(address, { method: 'PUT', body: Buffer.alloc(bytes) });
      return [answer.status, await answer.json()] as const;
    };
    expect(await put(2 << 20)).toEqual([
      500,
      expect.objectContaining({
        error_code: 'INTERNAL_ERROR',
        message:
          "The disk of the artifacts is full: nothing of '0/a/artifacts/big.bin' was stored. Make room on the server and send it again.",
      }),
    ]);
    const left = readdirSync(join(`/proc/${pid}/root`, disk), { recursive: true });
    expect(left.filter((name) => String(name).includes('big') || String(name).includes('uploading'))).toEqual(
      [],
    );
    expect(await put(1000)).toEqual([200, {}]);
  });
});
