import type { RunRecord } from '@modelfolio/schemas';
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { folderOf, readOrRefusal, readStore } from '../../../test/read-store.ts';
import { recordOf, scalar, version } from '../../../test/event-files.ts';
import { testRunSource } from '../../../test/source-contract.ts';
import { crc32c, maskedCrc32c } from './crc32c.ts';
import { tensorboardSource } from './tensorboard.ts';

// The checksum was checked with TensorBoard's own functions.
const loss = Buffer.from(
  '1a00000000000000129bd82d09000000000000004010032a0d0a0b0a046c6f7373150000003fbac36b94',
  'hex',
);

function restart(step: number): Buffer {
  const event = protobuf.Writer.create().uint32(16).int64(step).uint32(58).bytes(Uint8Array.of(8, 1));
  return recordOf(event.finish());
}

const logOf = (files: Record<string, Uint8Array>): string => folderOf(files, 'logs');

const read = (location: string, notes?: string[]): Promise<RunRecord[]> =>
  readStore(tensorboardSource, location, { notes });

const good = Buffer.concat([version, loss, scalar('accuracy', 4, 0.75), scalar('loss', 4, 0.25)]);

testRunSource(tensorboardSource, {
  good: () => ({
    location: logOf({ 'a/events.out.tfevents.1.x': good, 'b/c/events.out.tfevents.1.x': good }),
    ids: ['a', 'b/c'],
  }),
  damaged: () => {
    const bytes = Buffer.from(good);
    bytes[60] = (bytes[60] ?? 0) ^ 4;
    return {
      location: logOf({ 'events.out.tfevents.1.x': bytes }),
      names: /tfevents\.1\.x: byte 40: .*checksum/,
    };
  },
  foreign: () => logOf({ 'events.txt': good }),
});

describe('event files', () => {
  it('have the checksums of RFC 3720', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });

  it('are read point by point', async () => {
    const [run] = await read(logOf({ 'events.out.tfevents.1.x': good }));
    expect(run).toMatchObject({
      id: 'logs',
      startTime: '1970-01-01T00:00:01.000Z',
      metrics: { loss: { value: 0.25, step: 4, timestamp: 5000 } },
      histories: { loss: { steps: [3, 4], values: [0.5, 0.25], timestamps: [2000, 5000] } },
    });
  });

  it('drop what a restart overtakes, over files, in the order of their names', async () => {
    const [run] = await read(
      logOf({
        'events.out.tfevents.1.x': Buffer.concat([
          version,
          scalar('a', 1, 1),
          scalar('a', 2, 2),
          scalar('a', 3, 3),
        ]),
        'events.out.tfevents.2.x': Buffer.concat([version, restart(2), scalar('a', 2, 20)]),
      }),
    );
    expect(run?.histories['a']).toMatchObject({ steps: [1, 2], values: [1, 20] });
    const [old] = await read(
      logOf({
        'events.out.tfevents.1.x': Buffer.concat([
          scalar('a', 1, 1),
          scalar('a', 3, 3),
          scalar('b', 3, 3),
          scalar('a', 2, 2),
        ]),
      }),
    );
    expect(old?.histories).toMatchObject({ a: { steps: [1, 2] }, b: { steps: [3] } });
  });

  it('that are cut off give what is whole, with a note', async () => {
    for (const cut of [1, 20, 5000]) {
      const notes: string[] = [];
      const tail = recordOf(new Uint8Array(5000));
      const bytes = Buffer.concat([version, loss, tail]);
      const [run] = await read(
        logOf({ 'events.out.tfevents.1.x': bytes.subarray(0, bytes.length - cut) }),
        notes,
      );
      expect(run?.histories['loss']?.steps).toEqual([3]);
      expect(notes).toEqual([expect.stringMatching(/tfevents\.1\.x: ends within the record at byte 82/)]);
    }
  });

  it('with an absurd length are refused', async () => {
    const bytes = Buffer.alloc(12);
    bytes.writeBigUInt64LE(1n << 62n, 0);
    bytes.writeUInt32LE(maskedCrc32c(bytes.subarray(0, 8)), 8);
    await expect(read(logOf({ 'x.tfevents': bytes }))).rejects.toThrow(
      /byte 0: a record of 4611686018427387904 bytes/,
    );
  });

  it('with any bit flipped are refused, or found to end early', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(good);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        await expect(read(logOf({ 'x.tfevents': bytes }))).rejects.toThrow(/byte \d+: .*checksum/);
      }),
      { numRuns: 60 },
    );
  });

  it('with right checksums and any content are read or refused', async () => {
    const whole = good.subarray(52, 52 + 26);
    await fc.assert(
      fc.asyncProperty(fc.nat(25), fc.uint8Array({ maxLength: 6 }), async (at, insert) => {
        const data = Buffer.concat([whole.subarray(0, at), insert, whole.subarray(at)]);
        await expect(
          readOrRefusal(tensorboardSource, logOf({ 'x.tfevents': recordOf(data) })),
        ).resolves.toBeDefined();
      }),
      { numRuns: 100 },
    );
  });
});

it('a record that is no event is refused with file and place', async () => {
  const log = logOf({ 'x.tfevents': Buffer.concat([version, recordOf(Uint8Array.of(0x0a, 0x7f))]) });
  await expect(read(log)).rejects.toThrow(/x\.tfevents: byte 40: no event: ./);
});
