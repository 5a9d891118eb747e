import { mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { textFlags, textFlag } from '@modelfolio/command-line/flags';
import { stringify } from 'yaml';
import { runRecord } from '@modelfolio/schemas';
import type { Command } from './command.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { publicPlace, publicRecord } from '../freeze/public-record.ts';
import { siteProgram } from '../freeze/site-program.ts';
import type { SelectionWords } from '@modelfolio/runs/ingest/run-selection';
import { formatRun } from '@modelfolio/runs/ingest/format-run';
import { readJson } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { listFolder } from '@modelfolio/project';
import { ingest } from './ingest.ts';

export interface FreezeOptions extends SelectionWords {
  /** File, folder or address of the store. */
  store: string;
  /** Folder that the site is written to. */
  output: string;
  /** Title of the site. */
  name?: string | undefined;
  /** Path that the site will live under, e.g. `/runs-of-may/`. */
  base?: string | undefined;
  /** Keeps the names of the people who ran the runs. */
  keepUsers?: boolean;
  /** Writes over a folder that holds something else. */
  force?: boolean;
  skipInvalid?: boolean;
}

export interface FreezeResult {
  output: string;
  runs: number;
  experiments: number;
  pages: number;
  seconds: number;
}

/**
 * Makes a static, searchable site of a whole tracking store. The runs are read into a project of its own beside the
 * output, which is removed again; the site takes the former one's place when it is whole.
 *
 * @throws ModelfolioError when the store cannot be read or the site cannot be made
 */
export async function freeze(
  options: FreezeOptions,
  effects: Effects = realEffects(),
): Promise<FreezeResult> {
  const start = effects.elapsed();
  const output = resolve(effects.workingFolder, options.output);
  const program = siteProgram();
  // On the same disk as the output, so that nothing is copied twice.
  await effects.writeFile(join(dirname(output), '.modelfolio-freeze'), '');
  await effects.remove(join(dirname(output), '.modelfolio-freeze'));
  const root = await mkdtemp(join(dirname(output), '.modelfolio-freeze-'));
  try {
    const { locations } = await ingest(
      { ...options, root, locations: [resolveStore(options.store, effects)] },
      effects,
    );
    const runs = locations.flatMap((location) => location.runs);
    const experiments = new Set(
      locations.flatMap((location) => location.runs.map((run) => run.path.split('/')[1])),
    );
    await makePublic({ root, effects }, options.keepUsers ?? false);
    await effects.writeFile(join(root, 'modelfolio.config.yaml'), configOf(options));
    effects.progress('making the site');
    const site = await effects.runProcess(
      process.execPath,
      [
        program,
        'build',
        '--json',
        '--root',
        root,
        '--out',
        output,
        '--base',
        options.base ?? '/',
        ...(options.force ? ['--overwrite'] : []),
      ],
      root,
    );
    effects.progress(null);
    effects.signal.throwIfAborted();
    if (site.code !== 0)
      throw new ModelfolioError('source-unreadable', lastLine(site.stderr) || 'the site could not be made', {
        file: options.output,
      });
    const { pages } = JSON.parse(site.stdout.toString()) as { pages: number };
    return {
      output,
      runs: runs.length,
      experiments: experiments.size,
      pages,
      seconds: Number(((effects.elapsed() - start) / 1000).toFixed(1)),
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A path is meant from where the person is; an address as it is. */
function resolveStore(store: string, effects: Effects): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(store) ? store : resolve(effects.workingFolder, store);
}

async function makePublic(project: Project, keepUsers: boolean): Promise<void> {
  for (const folder of await listFolder(project, 'runs'))
    for (const name of await listFolder(project, `runs/${folder}`)) {
      if (!name.endsWith('.json')) continue;
      const path = `runs/${folder}/${name}`;
      const { value } = await readJson(project, path, runRecord, 'run-invalid');
      await project.effects.stageFile(
        join(project.root, path),
        formatRun(publicRecord(value, { keepUsers })),
      );
    }
}

function configOf({ name, store }: FreezeOptions): string {
  const from = publicPlace(store).replace(/^…\//, '');
  return stringify({
    name: name ?? `Runs of ${basename(from)}`,
    description: `The runs of ${from} as they were on ${new Date().toISOString().slice(0, 10)}: a copy without a server.`,
  });
}

function lastLine(stderr: Buffer): string {
  const lines = stderr.toString().trim().split('\n');
  return (lines.findLast((line) => line.startsWith('modelfolio-site: ')) ?? lines.at(-1) ?? '').replace(
    /^modelfolio-site: /,
    '',
  );
}

export const freezeCommand: Command = {
  name: 'freeze',
  summary: 'make a static, searchable site of a whole tracking store',
  operands: '<store>',
  description: [
    'Reads every run of a store (all that modelfolio ingest reads) and writes a site of static files: a table to',
    'search, filter, sort and draw, a page for each run with its histories, and runs compared. No server is needed.',
    'Passwords in addresses and paths of your disk are taken out, and so are the names of those who ran the runs.',
    'The former site stays whole until the new one is there.',
  ].join('\n'),
  flags: {
    output: {
      type: 'string',
      short: 'o',
      value: 'folder',
      description: 'where the site is written (default: frozen)',
    },
    name: { type: 'string', value: 'text', description: 'title of the site' },
    base: {
      type: 'string',
      value: 'path',
      description: 'path that the site will live under, e.g. /repository/ (default: /)',
    },
    'keep-users': { type: 'boolean', description: 'keep the names of those who ran the runs' },
    force: { type: 'boolean', description: 'write over a folder that holds something else' },
    experiment: {
      type: 'string',
      value: 'name',
      multiple: true,
      description: 'only runs of it, by name or id; may be repeated',
    },
    since: {
      type: 'string',
      value: 'time',
      description: 'only runs begun since: 2026-11-23, an instant, or an age as 7d',
    },
    filter: {
      type: 'string',
      value: 'expression',
      description: 'only runs that meet it, in MLflow’s grammar',
    },
    'skip-invalid': { type: 'boolean', description: 'pass over runs that cannot be read' },
  },
  async run(operands, flags, effects) {
    const [store, ...rest] = operands;
    if (store === undefined || rest.length > 0)
      throw new ModelfolioError('usage', 'freeze needs one store', {
        hint: 'modelfolio freeze mlflow.db -o site',
      });
    const result = await freeze(
      {
        store,
        output: textFlag(flags, 'output') ?? 'frozen',
        name: textFlag(flags, 'name'),
        base: textFlag(flags, 'base'),
        keepUsers: flags['keep-users'] === true,
        force: flags['force'] === true,
        experiments: textFlags(flags, 'experiment'),
        since: textFlag(flags, 'since'),
        filter: textFlag(flags, 'filter'),
        skipInvalid: flags['skip-invalid'] === true,
      },
      effects,
    );
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else
      effects.print(
        `${result.runs} runs of ${result.experiments} experiments in ${result.output}, ${result.seconds} s`,
      );
    return 0;
  },
};
