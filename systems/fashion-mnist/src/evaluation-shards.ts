import { gzipSync } from 'node:zlib';
import type { NamedFile } from '@modelfolio/training/model-folder';
import { encodeIdx } from '@modelfolio/inference/idx';
import { imageSide } from './network-spec.ts';

/**
 * Cuts labelled images into pairs of gzip-compressed IDX files, so that a page can fetch them piece by
 * piece. The same input gives the same bytes on every platform.
 *
 * @param rowsPerShard images in each pair; the last may hold fewer
 * @example evaluationShards(images, labels, 1000)[0].name // 't10k-00-images.idx3.gz'
 */
export function evaluationShards(images: Uint8Array, labels: Uint8Array, rowsPerShard: number): NamedFile[] {
  const size = imageSide ** 2;
  const shards = Math.ceil(labels.length / rowsPerShard);
  return Array.from({ length: shards }, (_, shard) => {
    const start = shard * rowsPerShard;
    const rows = Math.min(rowsPerShard, labels.length - start);
    const prefix = `t10k-${String(shard).padStart(2, '0')}`;
    const shardImages = images.subarray(start * size, (start + rows) * size);
    return [
      {
        name: `${prefix}-images.idx3.gz`,
        bytes: gzip(encodeIdx({ shape: [rows, imageSide, imageSide], data: shardImages })),
      },
      {
        name: `${prefix}-labels.idx1.gz`,
        bytes: gzip(encodeIdx({ shape: [rows], data: labels.subarray(start, start + rows) })),
      },
    ];
  }).flat();
}

function gzip(bytes: Uint8Array): Uint8Array {
  const compressed = gzipSync(bytes, { level: 9 });
  // RFC 1952: byte 9 names the operating system, which would differ between machines. 255 is "unknown".
  compressed[9] = 255;
  return compressed;
}
