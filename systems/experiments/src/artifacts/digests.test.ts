import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDigests, withDigests } from './digests.ts';
import { folderPlace } from './folder-place.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digests-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sha256 = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';

async function* bodyOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function start() {
  const digests = openDigests(join(folder, 'own.db'));
  const place = withDigests(folderPlace(join(folder, 'root')), digests);
  const digestOf = async (path: string): Promise<string | null> => {
    const found = await place.open(path);
    if (found === null || found === 'folder') throw new Error('it is not there');
    await found.close();
    return found.sha256;
  };
  return { digests, place, digestOf };
}

describe('digests', () => {
  it('are those of what was stored, until it is replaced by somebody else or removed', async () => {
    const { digests, place, digestOf } = start();
    await place.write('run/a.txt', bodyOf('a'));
    expect(await digestOf('run/a.txt')).toBe(sha256);
    await folderPlace(join(folder, 'root')).write('run/a.txt', bodyOf('a'));
    expect(await digestOf('run/a.txt')).toBeNull();
    await place.write('run/a.txt', bodyOf('a'));
    await place.write('runs/b.txt', bodyOf('a'));
    await place.remove('run');
    const kept = new DatabaseSync(join(folder, 'own.db'), { readOnly: true });
    expect(kept.prepare('SELECT path FROM artifact_digests').all()).toEqual([{ path: 'runs/b.txt' }]);
    kept.close();
    digests.close();
  });

  it('are unknown where they cannot be kept: what is stored is stored', async () => {
    const { digests, place, digestOf } = start();
    await place.write('kept.txt', bodyOf('a'));
    const other = new DatabaseSync(join(folder, 'own.db'));
    other.exec('BEGIN IMMEDIATE');
    await place.write('a.txt', bodyOf('a'));
    expect(await digestOf('a.txt')).toBeNull();
    // Reading does not wait for a lock.
    expect(await digestOf('kept.txt')).toBe(sha256);
    await place.remove('kept.txt');
    other.exec('ROLLBACK');
    other.close();
    expect(await place.open('kept.txt')).toBeNull();
    digests.close();
  });

  it('hide no mistake of a program', () => {
    const { digests } = start();
    digests.close();
    expect(() => digests.find({ uri: 'a', path: 'b', version: 'c' })).toThrow('finalized');
  });
});
