import type { Message } from '../interface/message-types.ts';
import { limits } from './limits.ts';
import { checkLength } from './names.ts';

/** Checks a data set that went into a run, with its tags. @throws MlflowError for what is too long: it is not cut */
export function checkDatasetInput({ dataset, tags }: Message<'DatasetInput'>): void {
  checkLength('name', limits.datasetName, dataset?.name);
  checkLength('digest', limits.datasetDigest, dataset?.digest);
  checkLength('source', limits.datasetSource, dataset?.source);
  checkLength('schema', limits.datasetSchema, dataset?.schema);
  checkLength('profile', limits.datasetProfile, dataset?.profile);
  for (const { key, value } of tags) {
    checkLength('key', limits.inputTagKey, key);
    checkLength('value', limits.inputTagValue, value);
  }
}
