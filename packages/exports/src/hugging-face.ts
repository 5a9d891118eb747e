import { sectionTitles, toNumber, type Figure, type ModelCard, type SectionName } from '@modelfolio/schemas';
import { Document, Scalar, visit } from 'yaml';
import { measurements } from './measurements.ts';
import { plainProse } from './plain-prose.ts';

/** Licences that the Hub names as SPDX does, in lower case (https://huggingface.co/docs/hub/repositories-licenses). */
const hubLicences = new Set(
  'apache-2.0 mit afl-3.0 agpl-3.0 artistic-2.0 bsd bsl-1.0 bsd-2-clause bsd-3-clause bsd-3-clause-clear cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc lppl-1.3c ms-pl mpl-2.0 odc-by odbl openrail osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl'.split(
    ' ',
  ),
);

const tasks = {
  'multiclass-classification': {
    tabular: 'tabular-classification',
    image: 'image-classification',
    text: 'text-classification',
  },
  'binary-classification': {
    tabular: 'tabular-classification',
    image: 'image-classification',
    text: 'text-classification',
  },
  regression: { tabular: 'tabular-regression', image: 'other', text: 'other' },
} as const;

/**
 * A card as a Hugging Face model card: `README.md` with the front matter that the Hub and `huggingface_hub` read, then
 * the nine sections.
 *
 * The format has no fields for intervals and sample sizes, so they stand in `args`; a slice is a `dataset.config`. What
 * it cannot hold at all (curves, provenance) stays in the card's JSON, which the text names. `source` is given only with
 * an address: `huggingface_hub` fails on one that is null.
 *
 * @param options.address of the card's page, for links back
 */
export function toHuggingFaceCard(
  card: ModelCard,
  { address }: { address?: string | undefined } = {},
): string {
  return `---\n${frontMatter(card, address)}---\n\n${body(card, address)}`;
}

function taskOf({ manifest: { input, output } }: ModelCard): string {
  return input.kind === 'tensor' ? 'other' : tasks[output.task][input.kind];
}

function frontMatter(card: ModelCard, address: string | undefined): string {
  const { manifest } = card;
  const results = modelIndex(card, address);
  const licence = card.licence.trim().toLowerCase();
  const isHubs = hubLicences.has(licence);
  const task = taskOf(card);
  const data = {
    ...(isHubs ? { license: licence } : { license: 'other', license_name: card.licence }),
    library_name: manifest.formats.some(({ format }) => format === 'onnx') ? 'onnx' : 'tf-keras',
    ...(task !== 'other' && { pipeline_tag: task }),
    tags: [...new Set(['modelfolio', ...manifest.formats.map(({ format }) => format), manifest.output.task])],
    ...(manifest.evaluationSet && { datasets: [manifest.evaluationSet.name] }),
    metrics: [...new Set(results.flatMap(({ metrics }) => metrics.map(({ type }) => type)))],
    ...(results.length > 0 && { 'model-index': [{ name: card.title, results }] }),
  };
  const document = new Document(data, { version: '1.2' });
  // Text is quoted: what YAML 1.1 takes for a boolean (`no`) or a number is read as text everywhere.
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' && typeof node.value === 'string') node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}

interface Result {
  task: { type: string };
  dataset: { type: string; name: string; split: string; config?: string; args?: object };
  metrics: { type: string; name: string; value: number | string; args?: object }[];
  source?: { name: string; url: string };
}

/** A result for the whole evaluation set and one for each slice: the format's own way to tell parts of data apart. */
function modelIndex(card: ModelCard, address: string | undefined): Result[] {
  const { evaluation } = card;
  const set = card.manifest.evaluationSet;
  if (!evaluation || !set) return [];
  return measurements(card).map(({ slice, n, metrics }) => ({
    task: { type: taskOf(card) },
    dataset: {
      type: set.name,
      name: set.name,
      split: set.split,
      ...(slice !== null && { config: slice }),
      args: { rows: n, digest: `sha256:${set.digest}` },
    },
    metrics: metrics.map(({ name, label, value, interval }) => ({
      type: hubMetric(name),
      name: label,
      value: numberOrText(value),
      args: {
        n,
        ...(interval && {
          interval: {
            level: interval.level,
            lower: numberOrText(interval.lower),
            upper: numberOrText(interval.upper),
            method: interval.method,
          },
        }),
      },
    })),
    ...(address !== undefined && { source: { name: 'Modelfolio card', url: address } }),
  }));
}

/** YAML's own NaN and infinities are lost on the way through JSON. */
function numberOrText(value: Figure['value']): number | string {
  const number = toNumber(value);
  return Number.isFinite(number) ? number : String(value);
}

/** The name that the Hub's metric pages use, where they have one. */
function hubMetric(name: string): string {
  const names: Record<string, string> = {
    macroF1: 'f1',
    rocAuc: 'roc_auc',
    mcc: 'matthews_correlation',
    mae: 'mae',
    logLoss: 'log_loss',
    brier: 'brier_score',
  };
  return names[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function body(card: ModelCard, address: string | undefined): string {
  const figures = Object.values(card.figures).map((figure) => {
    const interval = figure.interval
      ? `${percentOf(figure.interval.level)} interval ${shown(figure.interval.lower)} to ${shown(figure.interval.upper)}`
      : '';
    return `| ${cell(figure.label)} | ${shown(figure.value)}${figure.unit ? ` ${cell(figure.unit)}` : ''} | ${interval} | ${figure.n ?? ''} |`;
  });
  const files = card.manifest.formats.flatMap((format) => format.files);
  return [
    `# ${card.title}`,
    plainProse(card.summary, card),
    `Version ${card.version}. ${card.authors.map(({ name, url }) => (url ? `[${name}](${url})` : name)).join(', ')}. ${card.contact}`,
    ...(Object.keys(sectionTitles) as SectionName[]).map((name) => section(card, name)),
    ...questions(card),
    '## Figures',
    ['| Figure | Value | Interval | n |', '| --- | --- | --- | --- |', ...figures].join('\n'),
    '## Files',
    [
      '| File | Bytes | SHA-256 |',
      '| --- | --- | --- |',
      ...files.map(({ path, bytes, sha256 }) => `| ${cell(path)} | ${bytes} | \`${sha256}\` |`),
    ].join('\n'),
    ...(card.reproduce.length > 0
      ? [
          '## How to reproduce',
          card.reproduce.map(({ title, command }) => `- ${title}: \`${command}\``).join('\n'),
        ]
      : []),
    address === undefined
      ? 'Every number was read from a record. The card as JSON says from which.'
      : `Every number was read from a record: [the card](${address}) says from which, and runs the model in the browser.`,
    '',
  ].join('\n\n');
}

function section(card: ModelCard, name: SectionName): string {
  const { title, prose, facts } = card.sections[name];
  const list = facts.map((fact) => `- ${fact.name}: ${fact.value ?? 'unknown'}`).join('\n');
  return [`## ${title}`, plainProse(prose, card), list].filter((part) => part !== '').join('\n\n');
}

/** The questions about the model as a whole; those about groups stand in the card's JSON. */
function questions({ explanation }: ModelCard): string[] {
  const general = (explanation?.questions ?? []).filter(({ about }) => about === null);
  return general.length > 0
    ? ['## Bias and explanation', ...general.map(({ question, answer }) => `**${question}** ${answer}`)]
    : [];
}

const shown = (value: Figure['value']): string => String(numberOrText(value));
const percentOf = (share: number): string => `${Math.round(share * 100)} %`;
const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
