import type { FileDigest, ModelCard } from '@modelfolio/schemas';
import { licenceUrl } from './json-ld.ts';

/** The context of Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html, appendix 1). */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

/** Where a reader finds a file of the model. */
export type FileUrl = (file: FileDigest) => string;

/**
 * The evaluation set of a card in Croissant 1.0: its files by SHA-256, and for a table its columns.
 *
 * @param options.fileUrl address of a file; its path where none is given
 * @returns `null` where the model has no evaluation set
 */
export function toCroissant(
  card: ModelCard,
  { fileUrl = ({ path }) => path, address }: { fileUrl?: FileUrl; address?: string | undefined } = {},
): object | null {
  const set = card.manifest.evaluationSet;
  if (!set) return null;
  const object = (file: FileDigest, encodingFormat: string): object => ({
    '@type': 'cr:FileObject',
    '@id': file.path,
    name: file.path,
    contentUrl: fileUrl(file),
    contentSize: `${file.bytes} B`,
    encodingFormat,
    sha256: file.sha256,
  });
  const formats: Record<string, string> = {
    csv: 'text/csv',
    parquet: 'application/x-parquet',
    npz: 'application/zip',
  };
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: `${set.name}-${set.split}`.replaceAll(/[^A-Za-z0-9-]+/g, '-'),
    description: `The ${set.rows} rows that ${card.title} was judged on. ${set.source}`,
    license: licenceUrl(set.licence),
    url: address ?? `urn:modelfolio:${card.id}:${card.version}`,
    version: card.version,
    ...(card.training?.startTime && { datePublished: card.training.startTime.slice(0, 10) }),
    distribution:
      set.format === 'idx-gz'
        ? set.shards
            .flatMap(({ images, labels }) => [images, labels])
            .map((file) => object(file, 'application/gzip'))
        : [object(set.file, formats[set.format] ?? 'application/octet-stream')],
    ...((set.format === 'csv' || set.format === 'parquet') && {
      recordSet: [
        {
          '@type': 'cr:RecordSet',
          '@id': 'rows',
          name: 'rows',
          field: set.columns.map((column) => ({
            '@type': 'cr:Field',
            '@id': `rows/${column}`,
            name: column,
            dataType: columnType(card, column),
            source: { fileObject: { '@id': set.file.path }, extract: { column } },
          })),
        },
      ],
    }),
  };
}

/** Numbers are read as floating point: a whole number in one file may have a missing value in the next. */
function columnType({ manifest: { input, output } }: ModelCard, name: string): string {
  if (output.targets?.some((target) => target.name === name)) return 'sc:Float';
  const column =
    input.kind === 'tabular' ? input.columns.find((candidate) => candidate.name === name) : undefined;
  return column === undefined || column.type === 'string' ? 'sc:Text' : 'sc:Float';
}
