import { choiceOf } from '@modelfolio/command-line/value-flags';
import { task as taskSchema, type CardYaml } from '@modelfolio/schemas';
import type { Table } from '@modelfolio/inference';
import {
  isFloating,
  isOneAcross,
  refuseOtherTasks,
  suggestedInputKind,
  taskKind,
  type GraphModel,
  type ModelOutput,
} from '@modelfolio/onnx';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { pixelRange } from './pixel-range.ts';
import type { AddOptions } from './add-options.ts';
import type { Answers } from './answers.ts';

type Words = CardYaml['signature'];

const inputKinds = ['image', 'tabular', 'tensor', 'text'] as const;
const tasks = ['classification', ...taskSchema.options] as const;

interface Known {
  model: GraphModel;
  table: Table | null;
  labels: readonly string[];
  /** Names of the places of one tensor, as MLflow has them. */
  names: readonly string[] | null;
  /** What an earlier card.yaml said. */
  before: Words | null;
  /** Names the model in errors. */
  path: string;
}

/**
 * What the graph cannot say of a signature: from flags, from an earlier card, from the data, or asked.
 *
 * @throws UsageError for a flag that does not fit; OnnxError `task-unsupported` before anything is asked
 */
export async function signatureWords(options: AddOptions, known: Known, answers: Answers): Promise<Words> {
  const { model, before } = known;
  const given = options.task === undefined ? undefined : choiceOf(options.task, '--task', tasks);
  const outputs = chosenOutputs(options, before);
  refuseOtherTasks(
    model.outputs,
    {
      ...before,
      ...(given === 'regression' && { task: given }),
      ...(options.targets && { targets: options.targets.map(targetOf) }),
      ...outputs,
    },
    known.path,
  );
  const input = await inputWords(options, known, answers);
  const said: Words = {
    ...before,
    input,
    ...outputs,
    ...(options.classes && { classes: [...options.classes] }),
    ...(options.targets && { targets: options.targets.map(targetOf) }),
    ...(options.activation !== undefined && {
      activation: choiceOf(options.activation, '--activation', ['none', 'sigmoid', 'softmax'] as const),
    }),
    ...(options.positive !== undefined && { positive: options.positive }),
  };
  if (given !== undefined && given !== 'classification') said.task = given;
  const kind =
    given === 'classification' ? given : (taskKind(model.outputs, said) ?? (await askTask(known, answers)));
  if (kind === 'regression')
    return {
      ...said,
      ...(model.outputs.some(({ classes }) => classes) || taskKind(model.outputs, { input }) !== 'regression'
        ? { task: 'regression' as const }
        : {}),
    };
  if (kind === 'classification') await askClasses(said, known, answers);
  return said;
}

/** Outputs that flags pick, beside those that an earlier card picked. */
function chosenOutputs(
  { probabilities, prediction }: AddOptions,
  before: Words | null,
): Pick<Words, 'outputs'> {
  if (probabilities === undefined && prediction === undefined) return {};
  return {
    outputs: {
      ...before?.outputs,
      ...(probabilities !== undefined && { probabilities }),
      ...(prediction !== undefined && { prediction }),
    },
  };
}

/** Text in the label column are classes; numbers may be either. */
async function askTask(
  { table, labels }: Known,
  answers: Answers,
): Promise<'classification' | 'regression' | null> {
  const texts =
    table &&
    labels.length === 1 &&
    (table.column(labels[0] ?? '') as unknown[]).some(
      (cell) => typeof cell === 'string' && cell.trim() !== '' && Number.isNaN(Number(cell)),
    );
  if (texts) return 'classification';
  const answer = await answers.text({
    flag: 'task',
    label: 'what it does',
    given: undefined,
    choices: ['classification', 'regression'],
  });
  return answer === '' ? null : (answer as 'classification' | 'regression');
}

async function inputWords(
  { inputKind, polarity, columns }: AddOptions,
  { model, table, names, before }: Known,
  answers: Answers,
): Promise<Words['input']> {
  const kind =
    inputKind === undefined
      ? (before?.input.kind ?? suggestedInputKind(model.inputs))
      : choiceOf(inputKind, '--input-kind', inputKinds);
  const kept = before?.input.kind === kind ? before.input : null;
  if (kind === 'image') {
    const fallback = kept?.kind === 'image' ? kept.polarity : undefined;
    const answer = await answers.text({
      flag: 'polarity',
      label: 'light-on-dark as in MNIST, or dark-on-light as on paper and in photographs',
      given: polarity,
      fallback,
      choices: ['light-on-dark', 'dark-on-light'],
    });
    const [first] = model.inputs;
    const found = first ? pixelRange(first, table) : null;
    const range = kept?.kind === 'image' ? kept.range : found;
    if (!range)
      throw new UsageError(
        'the pixels lie in no usual range (0 to 1, -1 to 1, 0 to 255): put their normalisation into the graph, or say --input-kind tensor',
      );
    return { kind, polarity: answer === 'dark-on-light' ? answer : 'light-on-dark', range };
  }
  if (kind !== 'tabular') return { kind };
  const inOrder = columns ?? names ?? (kept?.kind === 'tabular' ? kept.names : undefined);
  return {
    kind,
    ...(inOrder && { names: [...inOrder] }),
    columns: kept?.kind === 'tabular' ? kept.columns : {},
  };
}

/** Fills in class names where the graph holds none, or only numbers them. */
async function askClasses(said: Words, { model, table, labels }: Known, answers: Answers): Promise<void> {
  const held = model.outputs.find(({ classes }) => classes)?.classes ?? null;
  const numbered = held?.every((name) => /^-?\d+$/.test(name)) ?? true;
  if (said.classes || !numbered) return;
  const values = table && labels[0] !== undefined ? valuesOf(table, labels[0]) : null;
  const width = held?.length ?? columnsOf(model.outputs);
  const suggested = values && (width === null || values.length === width) ? values : held;
  const answer = await answers.text({
    flag: 'classes',
    label: 'class names in the order of the probabilities, separated by commas',
    given: undefined,
    // Text in the data may stand in another order than the columns: only a person knows.
    fallback: held ? held.join(',') : undefined,
    suggestion: suggested?.join(','),
  });
  const classes = answer
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (classes.length > 0 && classes.join() !== held?.join()) said.classes = classes;
}

function columnsOf(outputs: readonly ModelOutput[]): number | null {
  const scores = outputs.find((output) => isFloating(output));
  if (!scores) return null;
  const columns = scores.shape[1];
  return isOneAcross(scores) ? 2 : typeof columns === 'number' ? columns : null;
}

/** Values of a column, numbers by size and text by code units; `null` for more than a person would list. */
function valuesOf(table: Table, column: string): string[] | null {
  const values = [
    ...new Set(
      table
        .column(column)
        .filter((cell) => cell !== null)
        .map(String),
    ),
  ];
  const numbers = values.every((value) => !Number.isNaN(Number(value)));
  return values.length > 100
    ? null
    : values.toSorted((a, b) => (numbers ? Number(a) - Number(b) : a < b ? -1 : 1));
}

function targetOf(text: string): NonNullable<Words['targets']>[number] {
  const at = text.lastIndexOf(':');
  if (at <= 0) return { name: text };
  const unit = text.slice(at + 1).trim();
  return { name: text.slice(0, at).trim(), ...(unit !== '' && { unit }) };
}
