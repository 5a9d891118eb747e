import { mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { textFlags, textFlag } from '@modelfolio/command-line/flags';
import { stringify } from 'yaml';
import { openGate } from '@modelfolio/redaction/gate';
import { takenWords, type TakenFrom } from '@modelfolio/redaction/taken';
import type { SiteConfig } from '@modelfolio/schemas';
import type { Command } from './command.ts';
import { realEffects, type Effects } from '../effects.ts';
import { siteProgram } from '../freeze/site-program.ts';
import type { SelectionWords } from '@modelfolio/runs/ingest/run-selection';
import { ModelfolioError } from '../modelfolio-error.ts';
import { readSiteConfig } from '@modelfolio/project/site-config-file';
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
  /** Texts that stay, besides those of the configuration in the working folder. */
  allow?: readonly string[];
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
  /** What was taken out of the records; files are named as in a project. */
  taken: TakenFrom[];
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
  const redaction = await redactionOf(options, effects);
  // On the same disk as the output, so that nothing is copied twice.
  await effects.writeFile(join(dirname(output), '.modelfolio-freeze'), '');
  await effects.remove(join(dirname(output), '.modelfolio-freeze'));
  const root = await mkdtemp(join(dirname(output), '.modelfolio-freeze-'));
  try {
    const { locations } = await ingest(
      { ...options, root, locations: [resolveStore(options.store, effects)], redaction },
      effects,
    );
    const runs = locations.flatMap((location) => location.runs);
    const experiments = new Set(
      locations.flatMap((location) => location.runs.map((run) => run.path.split('/')[1])),
    );
    // The site goes through the gate again, and lets stay what was let stay here.
    const config = await configOf(options, redaction, effects);
    await effects.writeFile(join(root, 'modelfolio.config.yaml'), config);
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
      taken: locations.flatMap(({ taken }) => taken),
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

/** What may stay: by the configuration where the command is run, and by the flags. */
async function redactionOf(
  { keepUsers = false, allow = [] }: FreezeOptions,
  effects: Effects,
): Promise<SiteConfig['redaction']> {
  const config = (await readSiteConfig({ root: effects.workingFolder, effects })).redaction;
  return {
    allow: [...config.allow, ...allow],
    keep: [...config.keep, ...(keepUsers ? ['user' as const] : [])],
  };
}

async function configOf(
  { name, store }: FreezeOptions,
  redaction: SiteConfig['redaction'],
  effects: Effects,
): Promise<string> {
  // A path is told by what it ends in, as the person wrote it or as it is.
  const { value } = await openGate(redaction).record({ path: store.replace(/[\\/]+$/, '') }, 'any');
  const from = basename(value.path.replaceAll('\\', '/'));
  const shown = /^[a-z][a-z0-9+.-]*:\/\//i.test(value.path) ? value.path : from;
  return stringify({
    name: name ?? `Runs of ${from === '…' ? 'a store' : from}`,
    description: `The runs of ${shown === '…' ? 'a store' : shown} as they were on ${new Date(effects.now()).toISOString().slice(0, 10)}: a copy without a server.`,
    redaction,
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
    'Secrets, user names, paths of disks, internal hosts and e-mail addresses are taken out and told, one by one with',
    '--json. What may stay: --allow, --keep-users, or redaction in the modelfolio.config.yaml of this folder.',
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
    allow: {
      type: 'string',
      value: 'text',
      multiple: true,
      description: 'let a text stay, * for anything; may be repeated',
    },
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
        allow: textFlags(flags, 'allow'),
        force: flags['force'] === true,
        experiments: textFlags(flags, 'experiment'),
        since: textFlag(flags, 'since'),
        filter: textFlag(flags, 'filter'),
        skipInvalid: flags['skip-invalid'] === true,
      },
      effects,
    );
    for (const line of takenWords(result.taken)) effects.note(line);
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else
      effects.print(
        `${result.runs} runs of ${result.experiments} experiments in ${result.output}, ${result.seconds} s`,
      );
    return 0;
  },
};
