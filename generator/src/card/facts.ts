import type {
  ClassificationEvaluation,
  Evaluation,
  ModelManifest,
  RunRecord,
  SectionName,
  TensorSignature,
} from '@modelfolio/schemas';

type Facts = { name: string; value: string | null }[];

/** What records add to each section of a card. */
export function sectionFacts(
  manifest: ModelManifest,
  evaluation: Evaluation | null,
  run: RunRecord | null,
): Record<SectionName, Facts> {
  return {
    modelDetails: modelFacts(manifest, run),
    intendedUse: [],
    factors: facts({
      'Groups reported': manifest.output.classes?.join(', '),
      ...(evaluation &&
        evaluation.slices.length > 0 && {
          'Slices reported': evaluation.slices.map(({ name }) => name).join(', '),
        }),
    }),
    metrics: evaluation ? metricFacts(evaluation) : facts({ Evaluation: 'none: no rows to judge it on' }),
    evaluationData: evaluation ? evaluationFacts(manifest, evaluation) : [],
    trainingData: trainingFacts(run),
    quantitativeAnalyses: evaluation
      ? facts({ 'Evaluated with': evaluation.runtime, Command: evaluation.command })
      : [],
    ethicalConsiderations: [],
    caveatsAndRecommendations: [],
  };
}

function metricFacts(evaluation: Evaluation): Facts {
  const { bootstrap, worstSlices } = evaluation;
  return facts({
    Intervals: `${percent(bootstrap.level)}: ${evaluation.task === 'regression' ? '' : 'Wilson’s of shares of rows (accuracy, precision, recall), Newcombe’s of their differences; of other metrics the '}percentile bootstrap over rows, ${integer(bootstrap.replicates)} replicates, seed ${bootstrap.seed}; none where resampling moves the metric itself`,
    ...(evaluation.task !== 'regression' && {
      'Calibration bins': `${evaluation.calibration.bins.length} of equal width, of the most probable class’s probability`,
      Averages: 'over classes with equal weight (macro)',
    }),
    ...(worstSlices && {
      'Search for slices': `${integer(worstSlices.searched)} slices of at least ${integer(worstSlices.minimumRows)} rows; p-values corrected after ${worstSlices.correction === 'holm' ? 'Holm' : 'Benjamini and Hochberg'}`,
    }),
  });
}

function evaluationFacts(manifest: ModelManifest, evaluation: Evaluation): Facts {
  return facts({
    'Data set': `${evaluation.dataset.name}, ${evaluation.dataset.split}`,
    Rows: integer(evaluation.dataset.n),
    ...(evaluation.task !== 'regression' && { 'Rows of each class': supports(evaluation) }),
    Licence: manifest.evaluationSet?.licence,
    Source: manifest.evaluationSet?.source,
    Digest: `sha256:${evaluation.dataset.digest}`,
  });
}

function trainingFacts(run: RunRecord | null): Facts {
  return (run?.datasets ?? [])
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
    });
}

function modelFacts(manifest: ModelManifest, run: RunRecord | null): Facts {
  const [format] = manifest.formats;
  const registrations = (run?.models ?? []).flatMap((model) => model.registrations);
  const changes = manifest.formats.flatMap(({ changes: made }) => made);
  return facts({
    Version: manifest.version,
    Licence: manifest.licence,
    Architecture: textOf(run?.params['model'] ?? run?.params['estimator']),
    Trained: run?.endTime?.slice(0, 10) ?? run?.startTime?.slice(0, 10),
    Input: manifest.inputs.map(describe).join('; '),
    Outputs: manifest.outputs.map(describe).join('; '),
    'Operator sets': Object.entries(manifest.opset)
      .map(([domain, version]) => `${domain} ${version}`)
      .join(', '),
    [`SHA-256 of ${format?.entry ?? 'the model'}`]: format?.files[0]?.sha256,
    ...(changes.length > 0 && { 'Changed on import': changes.join('; ') }),
    'Training run': run?.id,
    ...(registrations.length > 0 && { Registered: registrations.map(registered).join('; ') }),
    'Code version':
      run?.source.commit && `${run.source.commit}${run.source.dirty ? ' with local changes' : ''}`,
    Runtime: run?.environment.runtime,
    Hardware: run?.environment.hardware?.cpu,
  });
}

function registered({
  name,
  version,
  stage,
  aliases,
}: RunRecord['models'][number]['registrations'][number]): string {
  const words = [stage, ...aliases.map((alias) => `@${alias}`)].filter((word) => word !== null);
  return `${name} ${version}${words.length > 0 ? ` (${words.join(', ')})` : ''}`;
}

function facts(values: Record<string, string | null | undefined>): Facts {
  return Object.entries(values).map(([name, value]) => ({ name, value: value || null }));
}

function describe({ name, type, shape }: TensorSignature): string {
  return `${name}: ${type} [${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
}

function supports({ perClass }: ClassificationEvaluation): string {
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
