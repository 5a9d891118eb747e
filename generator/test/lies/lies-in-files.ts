import { classifier, recordOf, regressor, type Lie, type AnyRecord } from './lie.ts';

const rows = recordOf(classifier, 'evaluation/test.csv');
const manifest = recordOf(classifier, 'manifest.json');

/** Model files, rows and what is derived from them. */
export const liesInFiles: readonly Lie[] = [
  {
    lie: 'rows that it gets wrong taken out of the test set',
    plant: ({ edit }) => edit(rows, /(.*\n)$/, ''),
    foundBy: ['manifest-stale', 'input-changed'],
  },
  {
    lie: 'a label of the test set changed',
    plant: ({ edit }) => edit(rows, /Chinstrap/, 'Gentoo'),
    foundBy: ['manifest-stale', 'input-changed', 'evaluation-stale'],
  },
  {
    lie: 'rows taken out, and everything but the evaluation made again',
    async plant({ edit, modelfolio }) {
      edit(rows, /(.*\n)$/, '');
      await modelfolio(['ingest']);
    },
    foundBy: ['evaluation-stale', 'evaluation-disagrees'],
  },
  {
    lie: 'another model in its place',
    plant: ({ copy }) => copy(recordOf(regressor, 'model.onnx'), recordOf(classifier, 'model.onnx')),
    foundBy: ['input-changed'],
  },
  {
    lie: 'one weight changed',
    plant({ read, write }) {
      const path = recordOf(classifier, 'model.onnx');
      const bytes = Buffer.from(read(path), 'latin1');
      bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
      write(path, bytes);
    },
    foundBy: ['input-changed'],
  },
  {
    lie: 'a hash in the manifest',
    plant: ({ forge }) => forge(manifest, ({ formats }) => (formats[0].files[0].sha256 = '0'.repeat(64))),
    foundBy: ['manifest-stale'],
  },
  {
    lie: 'classes renamed in the manifest',
    plant: ({ forge }) => forge(manifest, ({ output }) => output.classes.reverse()),
    foundBy: ['manifest-stale'],
  },
  {
    lie: 'a range of a column in the manifest',
    plant: ({ forge }) =>
      forge(manifest, ({ input }) => (input.columns.find(({ range }: AnyRecord) => range).range = [0, 1e6])),
    foundBy: ['manifest-stale'],
  },
  {
    lie: 'another licence in the manifest',
    plant: ({ forge }) => forge(manifest, (record) => (record.licence = 'Proprietary')),
    foundBy: ['manifest-stale'],
  },
  {
    lie: 'rows to play from exchanged',
    plant: ({ change }) => change(recordOf(classifier, 'examples.json'), (record) => (record.seed = 1)),
    foundBy: ['manifest-stale'],
  },
];
