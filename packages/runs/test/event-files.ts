import protobuf from 'protobufjs/minimal.js';
import { maskedCrc32c } from '../src/sources/tensorboard/crc32c.ts';

/** What an event file begins with; the checksum was checked with TensorBoard's own functions. */
export const version = Buffer.from(
  '1800000000000000a37f4b2209000000000000f03f1a0d627261696e2e4576656e743a3286bf577a',
  'hex',
);

/** A record of an event file: length, data, and the checksums of both. */
export function recordOf(data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(16 + data.length);
  bytes.writeBigUInt64LE(BigInt(data.length), 0);
  bytes.writeUInt32LE(maskedCrc32c(bytes.subarray(0, 8)), 8);
  bytes.set(data, 12);
  bytes.writeUInt32LE(maskedCrc32c(data), 12 + data.length);
  return bytes;
}

/** The record of one value, at five seconds past 1970. */
export function scalar(tag: string, step: number, value: number): Buffer {
  const inner = protobuf.Writer.create().uint32(10).string(tag).uint32(21).float(value).finish();
  const summary = protobuf.Writer.create().uint32(10).bytes(inner).finish();
  const event = protobuf.Writer.create().uint32(9).double(5).uint32(16).int64(step).uint32(42).bytes(summary);
  return recordOf(event.finish());
}
