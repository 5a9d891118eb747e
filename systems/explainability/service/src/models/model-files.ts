import type { FileDigest, ModelManifest } from '@modelfolio/schemas';

/** The file with a model's ONNX graph. */
export function graphFile({ formats }: ModelManifest): FileDigest | null {
  const format = formats.find((each) => each.format === 'onnx');
  return format?.files.find(({ path }) => path === format.entry) ?? null;
}

/** The file with the rows that a model is compared with: its evaluation set where that is a table, else its examples. */
export function rowsFile({ evaluationSet, examples }: ModelManifest): FileDigest | null {
  return evaluationSet && evaluationSet.format !== 'idx-gz' ? evaluationSet.file : examples;
}
