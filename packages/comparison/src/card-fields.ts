import type { ModelCard } from '@modelfolio/schemas';
import type { Fields } from './compare-fields.ts';

/** What a card says of its parts, as named text that can be laid beside another card's. */

export function paramsOf({ training }: ModelCard): Fields {
  return Object.fromEntries(
    Object.entries(training?.params ?? {}).map(([name, value]) => [
      name,
      value === null ? null : String(value),
    ]),
  );
}

export function dataOf({ manifest, sections }: ModelCard): Fields {
  const { evaluationSet } = manifest;
  return {
    ...(evaluationSet && {
      'evaluation: data set': `${evaluationSet.name}, ${evaluationSet.split}`,
      'evaluation: rows': String(evaluationSet.rows),
      'evaluation: digest': `sha256:${evaluationSet.digest}`,
      'evaluation: licence': evaluationSet.licence,
      'evaluation: source': evaluationSet.source,
    }),
    ...Object.fromEntries(sections.trainingData.facts.map(({ name, value }) => [name, value])),
  };
}

export function codeOf({ training }: ModelCard): Fields {
  if (!training) return {};
  const { repository, commit, dirty, entryPoint, command } = training.source;
  return {
    run: training.runId,
    repository,
    commit,
    'local changes': dirty === null ? null : dirty ? 'yes' : 'no',
    'entry point': entryPoint,
    command,
  };
}

export function environmentOf({ training, evaluation }: ModelCard): Fields {
  const hardware = training?.environment.hardware;
  return {
    runtime: training?.environment.runtime,
    'lock file': training?.environment.lockfileSha256,
    processor: hardware?.cpu,
    accelerator: hardware?.accelerator,
    'operating system': hardware?.os,
    'evaluated with': evaluation?.runtime,
    ...training?.environment.packages,
  };
}

export function modelOf({ manifest }: ModelCard): Fields {
  const shape = ({ type, shape: dimensions }: ModelCard['manifest']['inputs'][number]): string =>
    `${type} [${dimensions.map((dimension) => dimension ?? '?').join(', ')}]`;
  const columns = manifest.input.kind === 'tabular' ? manifest.input.columns : [];
  return {
    ...Object.fromEntries(
      manifest.formats.flatMap(({ files }) =>
        files.map(({ path, bytes, sha256 }) => [path, `${bytes} bytes, sha256:${sha256}`]),
      ),
    ),
    task: manifest.output.task,
    ...Object.fromEntries(manifest.inputs.map((input) => [`input ${input.name}`, shape(input)])),
    ...Object.fromEntries(manifest.outputs.map((output) => [`output ${output.name}`, shape(output)])),
    ...Object.fromEntries(
      columns.map(({ name, type, categories, unit }) => [
        `column ${name}`,
        [type, categories && `of ${categories.join(', ')}`, unit].filter(Boolean).join(' '),
      ]),
    ),
    classes: manifest.output.classes?.join(', '),
    targets: manifest.output.targets?.map(({ name }) => name).join(', '),
  };
}
