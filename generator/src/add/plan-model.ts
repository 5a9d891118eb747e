import { basename, dirname, extname } from 'node:path';
import { listed } from '@modelfolio/failures/listed';
import type { Table } from '@modelfolio/inference';
import { matchingName, type GraphModel } from '@modelfolio/onnx';
import { cardYamlVersion, slug, type CardYaml, type RunRecord } from '@modelfolio/schemas';
import type { Ask } from '@modelfolio/command-line/ask';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { AddOptions } from './add-options.ts';
import { Answers, toSlug } from './answers.ts';
import { blankSections } from './card-text.ts';
import { signatureWords } from './signature-words.ts';
import type { SourceData } from './source-data.ts';

/** All that is known of a model before a person is asked. */
export interface KnownModel {
  id: string;
  model: GraphModel;
  data: SourceData | null;
  run: RunRecord | null;
  /** Names of the places of one tensor, as MLflow has them. */
  names: readonly string[] | null;
  /** The card.yaml that is there already. */
  before: CardYaml | null;
  /** Names the model in errors. */
  path: string;
}

/**
 * The id of a model: told, else of the run's experiment, else of the file.
 *
 * @throws ModelfolioError `usage` for one that could not be an address
 */
export async function chooseId(
  given: string | undefined,
  run: RunRecord | null,
  file: string,
  ask: Ask | null,
): Promise<string> {
  const stem = basename(file, extname(file));
  const telling = /^(?:model|artifacts|tfjs)$/i;
  const named = [stem, basename(dirname(file)), basename(dirname(dirname(file)))].find(
    (name) => !telling.test(name),
  );
  const fallback = toSlug(run?.experiment ?? '') || toSlug(named ?? '') || 'model';
  const answers = new Answers(ask);
  const id = await answers.text({
    flag: 'id',
    label: 'id, the folder under models/ and the address',
    given,
    fallback,
  });
  if (slug.safeParse(id).success) return id;
  throw new ModelfolioError(
    'usage',
    `--id ${JSON.stringify(id)}: expected lower-case letters, digits and single hyphens`,
    {
      hint: `e.g. ${toSlug(id) || fallback}`,
    },
  );
}

/**
 * The card.yaml of a model to be added: what was said by flags, what an earlier one said, what the files tell, and
 * what a person answers.
 *
 * @throws ModelfolioError `answers-missing`, listing everything that is; `usage`
 */
export async function planCard(options: AddOptions, known: KnownModel, ask: Ask | null): Promise<CardYaml> {
  const { id, data, run, before } = known;
  const answers = new Answers(ask);
  const title = await answers.text({
    flag: 'title',
    label: 'title',
    given: options.title,
    fallback: before?.title ?? titleOf(id),
  });
  const evaluationSet = data && (await evaluationWords(options, known, data, answers));
  const labels = [evaluationSet?.label ?? []].flat();
  const signature = await signatureWords(
    options,
    {
      model: known.model,
      table: data?.table ?? null,
      labels,
      names: known.names,
      before: before?.signature ?? null,
      path: known.path,
    },
    answers,
  );
  const authors =
    options.authors ??
    splitNames(
      await answers.text({
        flag: 'author',
        label: 'authors, separated by commas',
        given: undefined,
        fallback: before ? '' : undefined,
        optional: before !== null,
      }),
    );
  const licence = await answers.text({
    flag: 'licence',
    label: 'licence of the model, e.g. MIT',
    given: options.licence,
    fallback: before?.licence,
  });
  const contact = await answers.text({
    flag: 'contact',
    label: 'where to ask or report',
    given: options.contact,
    fallback: before?.contact,
  });
  answers.finish();
  return {
    schemaVersion: cardYamlVersion,
    title,
    summary: options.summary ?? before?.summary ?? summaryOf(labels, signature.input.kind),
    version: options.version ?? before?.version ?? '1.0.0',
    licence,
    authors: authors.length > 0 ? authors.map(authorOf) : (before?.authors ?? []),
    contact,
    run: run ? run.id : (before?.run ?? null),
    signature,
    evaluationSet: evaluationSet ?? before?.evaluationSet ?? null,
    ...(before?.acceptance && { acceptance: before.acceptance }),
    sections: before?.sections ?? blankSections(),
  };
}

async function evaluationWords(
  options: AddOptions,
  known: KnownModel,
  data: SourceData,
  answers: Answers,
): Promise<NonNullable<CardYaml['evaluationSet']>> {
  const before = known.before?.evaluationSet ?? null;
  const { table } = data;
  const label = table ? await labelColumns(options, known, table, answers) : [];
  const file = basename(data.path).replace(/\..*$/, '');
  const fallback =
    before?.name ??
    (toSlug(/^(?:test|data|evaluation|eval|holdout)$/i.test(file) ? known.id : file) || known.id);
  const name = await answers.text({
    flag: 'data-name',
    label: 'name of the data set',
    given: options.dataName,
    fallback,
  });
  const split = await answers.text({
    flag: 'split',
    label: 'which part of it these rows are',
    given: options.split,
    fallback: before?.split ?? 'test',
  });
  const licence = await answers.text({
    flag: 'data-licence',
    label: 'licence of the data, e.g. CC-BY-4.0',
    given: options.dataLicence,
    fallback: before?.licence,
  });
  const source = await answers.text({
    flag: 'data-source',
    label: 'where the data came from',
    given: options.dataSource,
    fallback: before?.source,
    suggestion:
      known.run?.datasets.find(({ source: address }) => /^https?:/.test(address ?? ''))?.source ?? undefined,
  });
  if (name !== '' && !slug.safeParse(name).success)
    throw new ModelfolioError(
      'usage',
      `--data-name ${JSON.stringify(name)}: expected lower-case letters, digits and single hyphens`,
      { hint: `e.g. ${toSlug(name) || known.id}` },
    );
  const slices = options.slices ? sliceColumns(options.slices, table) : before?.slices;
  return {
    name,
    split,
    path: data.path,
    ...(label.length > 0 && { label: label.length === 1 ? (label[0] ?? '') : label }),
    ...(slices && slices.length > 0 && { slices: [...slices] }),
    licence,
    source,
  };
}

/** Columns that hold the truth: told, else the features that the graph makes, else the only one that it does not take. */
async function labelColumns(
  { label, columns }: AddOptions,
  { model, names, before }: KnownModel,
  table: Table,
  answers: Answers,
): Promise<string[]> {
  const taken = columns ?? names ?? model.inputs.map(({ name }) => name);
  const inputs = taken.map((name) => matchingName(table.columns, name));
  const rest = table.columns.filter((name) => !inputs.includes(name));
  const [only] = rest;
  const features = model.outputs.flatMap((output) => output.features ?? []);
  const truth = features.length > 0 && features.every((name) => rest.includes(name)) ? features : null;
  const earlier = before?.evaluationSet?.label;
  const answer =
    label ??
    (before?.evaluationSet ? null : truth) ??
    splitNames(
      await answers.text({
        flag: 'label',
        label: `column that holds the truth, of ${listed(rest, 20)}`,
        given: undefined,
        fallback: earlier === undefined ? (rest.length === 1 ? only : undefined) : [earlier].flat().join(','),
        suggestion: table.columns.at(-1),
      }),
    );
  const absent = answer.find((name) => !table.columns.includes(name));
  if (absent === undefined) return [...answer];
  throw new ModelfolioError('evaluation-set-damaged', `no column ${JSON.stringify(absent)} for the label`, {
    file: table.name,
    hint: `there are: ${listed(table.columns, 20)}`,
  });
}

function sliceColumns(slices: readonly string[], table: Table | null): string[] {
  const absent = slices.find((name) => !table?.columns.includes(name));
  if (absent === undefined) return [...slices];
  throw new ModelfolioError('usage', `--slices: the data has no column ${JSON.stringify(absent)}`, {
    hint: table ? `there are: ${listed(table.columns, 20)}` : 'images have no columns',
  });
}

function splitNames(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function authorOf(text: string): CardYaml['authors'][number] {
  const [, name = text, url] = /^(.*?)\s*<(https?:\/\/[^<>\s]+)>$/.exec(text) ?? [];
  return { name: name.trim() || text, ...(url !== undefined && { url }) };
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** True of any model, and short: a person says more. */
function summaryOf(labels: readonly string[], kind: CardYaml['signature']['input']['kind']): string {
  const from = { image: 'a picture', tabular: 'a row of a table', tensor: 'a tensor', text: 'a text' }[kind];
  return labels.length > 0
    ? `Predicts ${labels.join(' and ')} from ${from}.`
    : `Makes a prediction from ${from}.`;
}
