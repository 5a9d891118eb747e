import { toNumber, type ModelCard } from '@modelfolio/schemas';
import { spdxId } from './licences.ts';
import { measurements } from './measurements.ts';
import { plainProse } from './plain-prose.ts';

/** The address of a licence: SPDX's page where SPDX knows it. */
export function licenceUrl(licence: string): string {
  const id = spdxId(licence);
  return id === null ? licence : `https://spdx.org/licenses/${id}.html`;
}

/**
 * A card as JSON-LD in schema.org's words, for search engines and for linking: the model as a
 * `SoftwareApplication`, its metrics as `PropertyValue`s, its evaluation data as a `Dataset`.
 *
 * @param options.address of the card's page; it becomes the model's id
 * @param options.slices whether the metrics of each slice are told too. Default: true
 */
export function toJsonLd(
  card: ModelCard,
  { address, slices = true }: { address?: string | undefined; slices?: boolean } = {},
): object {
  const { evaluationSet } = card.manifest;
  const model = address ?? `urn:modelfolio:${card.id}:${card.version}`;
  return {
    '@context': { '@vocab': 'https://schema.org/' },
    '@id': model,
    '@type': 'SoftwareApplication',
    applicationCategory: 'Machine-learning model',
    name: card.title,
    description: plainProse(card.summary, card),
    softwareVersion: card.version,
    license: licenceUrl(card.licence),
    author: card.authors.map(({ name, url }) => ({ '@type': 'Person', name, ...(url && { url }) })),
    ...(card.training?.startTime && { dateCreated: card.training.startTime }),
    ...(evaluationSet && {
      isBasedOn: {
        '@type': 'Dataset',
        '@id': `${model}#evaluation-data`,
        name: `${evaluationSet.name}, ${evaluationSet.split}`,
        description: `${evaluationSet.rows} rows that the model was judged on. ${evaluationSet.source}`,
        license: licenceUrl(evaluationSet.licence),
        identifier: `sha256:${evaluationSet.digest}`,
      },
    }),
    additionalProperty: measurements(card).flatMap(({ slice, n, metrics }) =>
      metrics
        .filter(({ value }) => Number.isFinite(toNumber(value)) && (slices || slice === null))
        .map(({ name, label, value, interval }) => ({
          '@type': 'PropertyValue',
          propertyID: name,
          name: slice === null ? label : `${label}, ${slice}`,
          value: toNumber(value),
          measurementTechnique: `over ${n} rows`,
          ...(interval && { minValue: toNumber(interval.lower), maxValue: toNumber(interval.upper) }),
        })),
    ),
    hasPart: card.manifest.formats.flatMap(({ files }) =>
      files.map(({ path, bytes, sha256 }) => ({
        '@type': 'MediaObject',
        name: path,
        contentSize: `${bytes} B`,
        sha256,
      })),
    ),
  };
}
