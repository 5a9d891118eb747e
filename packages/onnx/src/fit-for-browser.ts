import { freeBatch } from './free-batch.ts';
import { noteChanges, type OnnxProto } from './model-proto.ts';
import { cutZipMaps } from './zip-map.ts';

/**
 * Makes a model fit for the browser, in place: ZipMaps cut off, a batch fixed at one row freed. The changes are noted
 * in its metadata.
 *
 * @param before what was changed in it already, a sentence each
 * @returns all changes, a sentence each, and whether the batch was freed: only a run can tell that more than one row
 *   goes through
 */
export function fitForBrowser(
  model: OnnxProto,
  before: readonly string[] = [],
): { changes: string[]; batchFreed: boolean } {
  const { changes: cut, classes } = cutZipMaps(model);
  const freed = freeBatch(model);
  const changes = [...before, ...cut, ...freed];
  if (changes.length > 0) noteChanges(model, changes, classes);
  return { changes, batchFreed: freed.length > 0 };
}
