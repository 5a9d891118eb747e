import type { Evaluation, ModelManifest, RunRecord, SectionName, TensorSignature } from '@modelfolio/schemas';

type Facts = { name: string; value: string | null }[];

/** What records add to each section of a card. */
export function sectionFacts(
  manifest: ModelManifest,
  evaluation: Evaluation,
  run: RunRecord,
): Record<SectionName, Facts> {
  return {
    modelDetails: modelFacts(manifest, run),
    intendedUse: [],
    factors: facts({ 'Groups reported': manifest.output.classes?.join(', ') }),
    metrics: facts({
      Intervals: `${percent(evaluation.bootstrap.level)} percentile bootstrap over rows, ${integer(evaluation.bootstrap.replicates)} replicates, seed ${evaluation.bootstrap.seed}`,
      'Calibration bins': `${evaluation.calibration.bins.length} of equal width`,
      Averages: 'over classes with equal weight (macro)',
    }),
    evaluationData: facts({
      'Data set': `${evaluation.dataset.name}, ${evaluation.dataset.split}`,
      Rows: integer(evaluation.dataset.n),
      'Rows of each class': supports(evaluation),
      Licence: manifest.evaluationSet?.licence,
      Source: manifest.evaluationSet?.source,
      Digest: `sha256:${evaluation.dataset.digest}`,
    }),
    trainingData: run.datasets
      .filter(({ role }) => role !== 'test')
      .flatMap((dataset) => {
        const title = `${dataset.role ?? 'data'}: `;
        const rows = dataset.rows === null ? null : integer(dataset.rows);
        return facts({
          [`${title}data set`]: dataset.name,
          [`${title}rows`]: rows,
          [`${title}digest`]: dataset.digest,
          [`${title}source`]: dataset.source,
        });
      }),
    quantitativeAnalyses: facts({ 'Evaluated with': evaluation.runtime, Command: evaluation.command }),
    ethicalConsiderations: [],
    caveatsAndRecommendations: [],
  };
}

function modelFacts(manifest: ModelManifest, run: RunRecord): Facts {
  const onnx = manifest.formats.find(({ format }) => format === 'onnx');
  return facts({
    Version: manifest.version,
    Licence: manifest.licence,
    Architecture: textOf(run.params['model']),
    Trained: run.endTime?.slice(0, 10) ?? run.startTime?.slice(0, 10),
    Input: manifest.inputs.map(describe).join('; '),
    Outputs: manifest.outputs.map(describe).join('; '),
    'Operator sets': Object.entries(manifest.opset)
      .map(([domain, version]) => `${domain} ${version}`)
      .join(', '),
    'SHA-256 of model.onnx': onnx?.files[0]?.sha256,
    'Training run': run.id,
    'Code version':
      run.source.commit && `${run.source.commit}${run.source.dirty ? ' with local changes' : ''}`,
    Runtime: run.environment.runtime,
    Hardware: run.environment.hardware?.cpu,
  });
}

function facts(values: Record<string, string | null | undefined>): Facts {
  return Object.entries(values).map(([name, value]) => ({ name, value: value || null }));
}

function describe({ name, type, shape }: TensorSignature): string {
  return `${name}: ${type} [${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
}

function supports({ perClass }: Evaluation): string {
  const counts = perClass.map(({ support }) => support);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? integer(least) : `${integer(least)} to ${integer(most)}`;
}

function textOf(value: string | number | boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function integer(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
