import { textFlag } from '@modelfolio/command-line/flags';
import { explanation as explanationSchema, formatNumber, type Explanation } from '@modelfolio/schemas';
import type { Command } from './command.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { timeLimitFlag, timeLimitOf, withTimeLimit } from '../model/time-limit.ts';
import { explainModel, explanationPath, whyUnexplained } from '../explanation/explain-model.ts';
import { defaultSettings, settingsOf, type ExplainSettings } from '../explanation/explain-settings.ts';
import { defaultRows } from '../explanation/measure-importance.ts';
import { forEachModel, tellModels, type FailedModel } from '../model/for-each-model.ts';
import { writeRecord } from '@modelfolio/project/json-file';
import { currentManifest } from '../model/manifest.ts';
import { openProject } from '@modelfolio/project';

export interface ExplainOptions extends Partial<ExplainSettings> {
  root?: string | undefined;
  /** Ids of models; all when empty. */
  models?: readonly string[];
  /** Seconds for opening a model, and for each run of it over a batch of rows. */
  timeLimit?: number | undefined;
}

interface Explained {
  model: string;
  outcome: 'written' | 'unchanged' | 'nothing to explain';
  /** Why there is nothing to explain; `null` where there is. */
  because: string | null;
  explanation: Explanation | null;
  /** Time it took; `null` when nothing was run. */
  seconds: number | null;
}

export interface ExplainResult {
  models: Explained[];
  failures: FailedModel[];
}

/**
 * Explains every model of tables over its evaluation set, and writes `models/<id>/explanation.json`. The same files, settings
 * and runtime give the same bytes.
 */
export async function explain(
  { root, models = [], timeLimit, ...settings }: ExplainOptions = {},
  effects: Effects = realEffects(),
): Promise<ExplainResult> {
  const project = await openProject(root, withTimeLimit(effects, timeLimit));
  const { results, failures } = await forEachModel(project, models, (id) =>
    explainOne(project, id, { ...defaultSettings, ...settings }),
  );
  return { models: results, failures };
}

async function explainOne(project: Project, model: string, settings: ExplainSettings): Promise<Explained> {
  const { effects } = project;
  const { value: manifest } = await currentManifest(project, model);
  const because = whyUnexplained(manifest);
  if (because !== null)
    return { model, outcome: 'nothing to explain', because, explanation: null, seconds: null };
  const start = effects.elapsed();
  const explanation = await explainModel(project, manifest, settings, {
    signal: effects.signal,
    progress: (doing, share) => effects.progress(`${model}: ${doing}, ${Math.round(100 * share)} %`),
  });
  effects.progress(null);
  const seconds = (effects.elapsed() - start) / 1000;
  const path = explanationPath(model);
  const outcome = await writeRecord(project, path, explanation, explanationSchema, {
    code: 'explanation-invalid',
    by: 'modelfolio explain',
  });
  return { model, outcome, because, explanation, seconds };
}

export const explainCommand: Command = {
  name: 'explain',
  summary: 'say why and for whom: explanation.json with importance, fairness and their questions',
  operands: '[model…]',
  description: [
    'Explains each model of tables over its evaluation set and writes models/<id>/explanation.json: what it relies on',
    '(mean |SHAP| with intervals, exact where the ONNX file holds trees or weights, and permutation importance), how it',
    'treats the groups of each column among the slices of card.yaml, and the questions a reviewer would ask, answered',
    'from these numbers. modelfolio build puts it on the card. Runs on the CPU; the same seed gives the same bytes.',
  ].join('\n'),
  flags: {
    ...timeLimitFlag,
    background: {
      type: 'string',
      value: 'rows',
      description: `rows that stand for what is not known (default: ${defaultSettings.background})`,
    },
    rows: {
      type: 'string',
      value: 'rows',
      description: `rows to explain (default: ${defaultRows}, fewer where the model must be asked for each)`,
    },
    seed: {
      type: 'string',
      value: 'number',
      description: `seed of numpy’s RandomState (default: ${defaultSettings.seed})`,
    },
  },
  async run(operands, flags, effects) {
    const result = await explain(
      {
        root: textFlag(flags, 'root'),
        models: operands,
        timeLimit: timeLimitOf(flags),
        ...settingsOf(flags),
      },
      effects,
    );
    return tellModels(effects, flags, result, result.models.map(describe));
  },
};

function describe({ model, outcome, because, explanation, seconds }: Explained): string {
  if (explanation === null) return `${model}: ${because ?? outcome}`;
  const { attribution, importance, questions } = explanation;
  const [first] = importance.features;
  const share =
    first?.share === null || !first ? 'nothing' : `${first.name} (${formatNumber(first.share, 'percent')})`;
  const { method, exact, explained } = attribution;
  const how = `${method}${exact ? ', exact' : ', estimated'}`;
  return `${model}: relies most on ${share} by ${how} on ${explained.rows} rows; ${questions.length} questions answered: ${outcome} in ${Number(seconds).toFixed(1)} s`;
}
