import { textFlags, textFlag } from '@modelfolio/command-line/flags';
import type { GateOptions } from '@modelfolio/redaction/gate';
import { takenWords } from '@modelfolio/redaction/taken';
import type { ModelManifest, SiteConfig } from '@modelfolio/schemas';
import type { Command } from './command.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { timeLimitFlag, timeLimitOf, withTimeLimit } from '../model/time-limit.ts';
import { forEachModel, tellModels, type FailedModel } from '../model/for-each-model.ts';
import { gatherRuns } from '@modelfolio/runs/ingest/gather-runs';
import type { IngestedLocation, IngestedRun } from '@modelfolio/runs/ingest/ingest-location';
import { parseSelection, type SelectionWords } from '@modelfolio/runs/ingest/run-selection';
import { openProject } from '@modelfolio/project';
import { readSiteConfig } from '@modelfolio/project/site-config-file';
import { countRuns, readChosenRun } from '@modelfolio/runs/run-store';
import { runSources } from '@modelfolio/runs/sources/registry';

export interface IngestOptions extends SelectionWords {
  root?: string | undefined;
  /** Files, folders or addresses to read runs from; what lies in `models/<id>/runs/` needs no mention. */
  locations?: readonly string[];
  /** Model that the runs belong to, where they do not say themselves. */
  model?: string | undefined;
  /** Name of the source to read with; found out by itself when left out. */
  source?: string | undefined;
  /** Whether to pass over runs that cannot be read, and take the rest. */
  skipInvalid?: boolean;
  /** Seconds that a database may take for one answer. */
  timeLimit?: number | undefined;
  /** What may stay besides what the configuration says. */
  redaction?: GateOptions | undefined;
}

export interface IngestResult {
  locations: IngestedLocation[];
  models: { model: string; runs: number; manifest: ModelManifest; outcome: 'written' | 'unchanged' }[];
  failures: FailedModel[];
}

/**
 * Reads runs into `models/<id>/runs/`, or into `runs/` where they belong to no model yet, and derives
 * `models/<id>/manifest.json` from the files: of the models that the runs belong to, or of all where no locations are
 * given. Writes only what changed.
 *
 * @throws ModelfolioError when a location holds no wanted runs, or a run cannot be read
 */
export async function ingest(
  options: IngestOptions = {},
  effects: Effects = realEffects(),
): Promise<IngestResult> {
  const { locations = [], model, source, skipInvalid = false } = options;
  const selection = parseSelection(options, effects.now());
  const project = await openProject(options.root, withTimeLimit(effects, options.timeLimit), {
    start: locations.length > 0,
  });
  const redaction = withConfig((await readSiteConfig(project)).redaction, options.redaction);
  const wanted = { model, source, selection, skipInvalid, redaction };
  const found = locations.length === 0 ? [] : await gatherRuns(project, locations, wanted);
  const touched = [...new Set(found.flatMap(({ runs }) => runs.map((run) => run.model)))].filter(
    (id) => id !== null,
  );
  if (locations.length > 0 && touched.length === 0) return { locations: found, models: [], failures: [] };
  const { results, failures } = await forEachModel(project, touched, (id) => ingestModel(project, id));
  return { locations: found, models: results, failures };
}

function withConfig(
  config: SiteConfig['redaction'],
  { allow = [], keep = [] }: GateOptions = {},
): GateOptions {
  return { allow: [...config.allow, ...allow], keep: [...config.keep, ...keep] };
}

async function ingestModel(project: Project, id: string): Promise<IngestResult['models'][number]> {
  // Loaded where there is a model: runs alone need no graph.
  const [{ readCardYaml }, { writeManifest }] = await Promise.all([
    import('../card/card-yaml.ts'),
    import('../model/manifest.ts'),
  ]);
  const { card, path, placeOf } = await readCardYaml(project, id);
  if (card.run !== null) await readChosenRun(project, id, card.run, { file: path, field: placeOf(['run']) });
  const { manifest, outcome } = await writeManifest(project, id);
  return { model: id, runs: await countRuns(project, id), manifest, outcome };
}

export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'read runs and describe the model files: runs/*.json, manifest.json',
  operands: '[path-or-address…]',
  description: [
    'Reads runs from the given places into models/<id>/runs/, or into runs/<experiment>/ where they belong to',
    'no model yet. Then derives models/<id>/manifest.json from the ONNX graph, the other files and card.yaml:',
    'of the models those runs belong to, or of all when no place is given. Writes only what changed.',
    '',
    'Secrets, user names, paths of disks, internal hosts and e-mail addresses are taken out of every record, and told:',
    'a record is made to be published. redaction in modelfolio.config.yaml says what may stay.',
    '',
    'What a place holds is found out:',
    ...runSources.map(({ name, reads }) => `  ${name}: ${reads}`),
    '',
    'A filter is written as in MLflow, with OR, NOT and parentheses: --filter "metrics.accuracy > 0.9 and',
    "(params.model = 'cnn' or tags.team like 'vision%')\"",
  ].join('\n'),
  flags: {
    model: { type: 'string', value: 'id', description: 'model the runs belong to, where they do not say' },
    source: {
      type: 'string',
      value: 'name',
      description: 'read with this source, whatever the place looks like',
    },
    experiment: {
      type: 'string',
      value: 'name',
      multiple: true,
      description: 'only runs of it, by name or id; may be repeated',
    },
    run: {
      type: 'string',
      value: 'name',
      multiple: true,
      description: 'only this run, by name or id; may be repeated',
    },
    since: {
      type: 'string',
      value: 'time',
      description: 'only runs begun since: 2026-11-23, an instant, or an age as 7d',
    },
    filter: { type: 'string', value: 'expression', description: 'only runs that meet it' },
    ...timeLimitFlag,
    'skip-invalid': {
      type: 'boolean',
      description: 'pass over runs that cannot be read, take the rest, exit with 1',
    },
  },
  async run(operands, flags, effects) {
    const options: IngestOptions = {
      root: textFlag(flags, 'root'),
      locations: operands,
      model: textFlag(flags, 'model'),
      source: textFlag(flags, 'source'),
      experiments: textFlags(flags, 'experiment'),
      runs: textFlags(flags, 'run'),
      since: textFlag(flags, 'since'),
      filter: textFlag(flags, 'filter'),
      skipInvalid: flags['skip-invalid'] === true,
      timeLimit: timeLimitOf(flags),
    };
    const { locations, models, failures } = await ingest(options, effects);
    const invalid = locations.flatMap((location) => location.failures);
    const passedOver = invalid.map(({ code, place, reason }) => ({
      name: code,
      file: place.file ?? null,
      field: place.field ?? null,
      reason,
    }));
    const places = locations.map(({ location, source, experiments, held, runs, taken }) => ({
      location,
      source,
      experiments,
      held,
      runs,
      taken,
    }));
    for (const error of invalid) effects.note(`modelfolio: passed over: ${error.message}`);
    for (const line of takenWords(locations.flatMap(({ taken }) => taken))) effects.note(line);
    const lines = [...locations.flatMap(describeLocation), ...models.map(describeModel)];
    const result = { locations: places, models, passedOver, failures };
    const code = tellModels(effects, flags, result, lines);
    return invalid.length > 0 ? 1 : code;
  },
};

/** More runs than this are summed up. */
const mostLines = 20;

function describeLocation({ location, source, experiments, held, runs }: IngestedLocation): string[] {
  const head = `${location}: ${source}, ${plural(experiments, 'experiment')}, ${plural(held, 'run')}`;
  if (runs.length <= mostLines) return [head, ...runs.map(describeRun)];
  const places = Map.groupBy(runs, ({ path }) => path.slice(0, path.lastIndexOf('/')));
  const sums = [...places].map(([place, those]) => {
    const written = those.filter(({ outcome }) => outcome === 'written').length;
    const counts = `${written.toLocaleString('en')} written, ${(those.length - written).toLocaleString('en')} unchanged`;
    return `${place}: ${plural(those.length, 'run')}: ${counts}`;
  });
  return [head, ...sums];
}

function describeRun({ model, run, name, path, source, outcome }: IngestedRun): string {
  const called = name === run ? '' : ` (${printable(name)})`;
  return `${model ?? path.slice(0, path.lastIndexOf('/'))}: run ${printable(run)}${called} from ${source}: ${outcome}`;
}

/** Names come from other people's stores: what would steer the terminal is shown as �. */
function printable(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, '\uFFFD');
}

function describeModel({ model, runs, manifest, outcome }: IngestResult['models'][number]): string {
  const formats = manifest.formats
    .map(({ format, bytes }) => `${format} ${bytes.toLocaleString('en')} bytes`)
    .join(', ');
  const rows = manifest.evaluationSet?.rows.toLocaleString('en') ?? 'no';
  const parameters = manifest.parameters?.toLocaleString('en') ?? 'unknown';
  return `${model}: ${plural(runs, 'run')}, ${formats}, ${parameters} parameters, ${rows} evaluation rows: manifest.json ${outcome}`;
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
