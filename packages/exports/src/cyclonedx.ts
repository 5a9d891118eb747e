import { toNumber, type ModelCard } from '@modelfolio/schemas';
import { isSpdxExpression, spdxId } from './licences.ts';
import { packageUrl } from './package-url.ts';
import { measurements } from './measurements.ts';
import { plainProse } from './plain-prose.ts';
import { stableUuid } from './stable-id.ts';

/**
 * A card as a CycloneDX 1.7 bill of materials with a `machine-learning-model` component, its data sets, and the packages
 * it was trained with (https://cyclonedx.org/docs/1.7/json/). The same card gives the same bytes: serial number and time
 * come from the card, never from a clock.
 */
export function toCycloneDx(card: ModelCard): object {
  const model = `model:${card.id}@${card.version}`;
  const data = dataComponents(card);
  const packages = packageComponents(card);
  const time = card.training?.startTime ?? null;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    serialNumber: `urn:uuid:${stableUuid(JSON.stringify([card.id, card.version, card.inputs]))}`,
    version: 1,
    metadata: {
      ...(time !== null && { timestamp: new Date(time).toISOString() }),
      tools: {
        components: [
          { type: 'application', name: 'modelfolio', version: card.generator.replace(/^modelfolio /, '') },
        ],
      },
      component: modelComponent(
        card,
        model,
        data.map((component) => component['bom-ref']),
      ),
    },
    components: [...data, ...packages],
    dependencies: [
      { ref: model, dependsOn: [...data, ...packages].map((component) => component['bom-ref']) },
      ...[...data, ...packages].map((component) => ({ ref: component['bom-ref'] })),
    ],
  };
}

type Licence = { license: { id: string } | { name: string } } | { expression: string };

/** SPDX ids only in `id`, several of them as an expression; any other licence is named in words. */
function licences(licence: string): Licence[] {
  if (isSpdxExpression(licence)) return [{ expression: licence }];
  const id = spdxId(licence);
  return [{ license: id === null ? { name: licence } : { id } }];
}

interface DataComponent {
  type: 'data';
  'bom-ref': string;
  name: string;
  [other: string]: unknown;
}

function dataComponents({ manifest: { evaluationSet } }: ModelCard): DataComponent[] {
  if (!evaluationSet) return [];
  const { name, split, digest, licence, source, rows } = evaluationSet;
  return [
    {
      type: 'data',
      'bom-ref': `data:${name}:${split}`,
      name,
      version: split,
      description: source,
      licenses: licences(licence),
      data: [
        {
          type: 'dataset',
          name: `${name}, ${split}`,
          contents: { properties: [{ name: 'rows', value: String(rows) }] },
        },
      ],
      properties: [{ name: 'modelfolio:digest', value: `sha256:${digest}` }],
    },
  ];
}

interface PackageComponent {
  type: 'library';
  'bom-ref': string;
  name: string;
  version: string;
  purl?: string;
}

function packageComponents({ training }: ModelCard): PackageComponent[] {
  const { packages = {}, runtime = null } = training?.environment ?? {};
  return Object.entries(packages).map(([name, version]) => {
    const purl = packageUrl(runtime, name, version);
    return {
      type: 'library',
      'bom-ref': `package:${name}@${version}`,
      name,
      version,
      ...(purl !== null && { purl }),
    };
  });
}

function modelComponent(card: ModelCard, ref: string, data: readonly string[]): object {
  const { manifest, sections } = card;
  const [file] = manifest.formats[0]?.files ?? [];
  const architecture = card.training?.params['estimator'] ?? card.training?.params['model'];
  const words = (text: string): string => plainProse(text, card).replaceAll(/\s+/g, ' ').trim();
  return {
    type: 'machine-learning-model',
    'bom-ref': ref,
    name: card.title,
    version: card.version,
    description: plainProse(card.summary, card),
    authors: card.authors.map(({ name }) => ({ name })),
    licenses: licences(card.licence),
    ...(file && { hashes: [{ alg: 'SHA-256', content: file.sha256 }] }),
    modelCard: {
      modelParameters: {
        approach: { type: 'supervised' },
        task: manifest.output.task,
        ...(architecture !== undefined &&
          architecture !== null && { modelArchitecture: String(architecture) }),
        datasets: data.map((dataset) => ({ ref: dataset })),
        inputs: manifest.inputs.map(({ name, type, shape }) => ({
          format: `${name}: ${type} [${shape.map((size) => size ?? '?').join(', ')}]`,
        })),
        outputs: manifest.outputs.map(({ name, type, shape }) => ({
          format: `${name}: ${type} [${shape.map((size) => size ?? '?').join(', ')}]`,
        })),
      },
      quantitativeAnalysis: {
        performanceMetrics: measurements(card).flatMap(({ slice, metrics }) =>
          metrics.map(({ name, value, interval }) => ({
            type: name,
            value: String(value),
            ...(slice !== null && { slice }),
            ...(interval && {
              confidenceInterval: { lowerBound: String(interval.lower), upperBound: String(interval.upper) },
            }),
          })),
        ),
      },
      considerations: {
        useCases: [words(sections.intendedUse.prose)],
        technicalLimitations: [
          words(sections.caveatsAndRecommendations.prose),
          words(sections.factors.prose),
        ],
        ethicalConsiderations: [{ name: words(sections.ethicalConsiderations.prose) }],
      },
    },
    properties: properties(card),
  };
}

/** What the format has no field for. */
function properties(card: ModelCard): { name: string; value: string }[] {
  const { training, manifest, evaluation } = card;
  const values: Record<string, string | null | undefined> = {
    'modelfolio:id': card.id,
    'modelfolio:run': training?.runId,
    'modelfolio:commit': training?.source.commit,
    'modelfolio:local-changes': training?.source.dirty === null ? null : training?.source.dirty?.toString(),
    'modelfolio:command': training?.source.command,
    'modelfolio:runtime': training?.environment.runtime,
    'modelfolio:evaluated-with': evaluation?.runtime,
    'modelfolio:evaluated-rows': evaluation && String(evaluation.dataset.n),
    ...Object.fromEntries(
      manifest.formats.flatMap(({ files }) =>
        files.map(({ path, sha256 }) => [`modelfolio:file:${path}`, `sha256:${sha256}`]),
      ),
    ),
    ...Object.fromEntries(
      Object.entries(training?.params ?? {}).map(([name, value]) => [
        `modelfolio:param:${name}`,
        value === null ? null : String(value),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(card.figures)
        .filter(([, { source }]) => !source.file.endsWith('/evaluation.json'))
        .map(([name, { value }]) => [`modelfolio:figure:${name}`, String(toNumber(value))]),
    ),
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ name, value }],
  );
}
