import { isAbsolute, join } from 'node:path';
import { textFlag, type FlagValues } from '@modelfolio/command-line/flags';
import { FeaturesError } from '../features-error.ts';
import { addData } from '../store/add-data.ts';
import { checkoutData } from '../store/checkout-data.ts';
import { initStore, openStore, shown, type DataStore } from '../store/data-store.ts';
import { dataStatus } from '../store/data-status.ts';
import { pullData, pushData, type Transfer } from '../store/transfer-data.ts';
import type { Command } from './command.ts';
import { snapshotOf, withLineage } from './data-history.ts';
import { historyLines, lineageOf, lineageLines } from './data-lineage.ts';
import type { Effects } from './effects.ts';

/** What an action tells: as JSON, and in lines. */
interface Told {
  json: unknown;
  lines: string[];
  /** 0 without it. */
  code?: number;
}

interface Asked {
  path: string | undefined;
  flags: FlagValues;
  effects: Effects;
}

const actions: Readonly<Record<string, (asked: Asked) => Promise<Told>>> = {
  async init({ path = '.', effects }) {
    const { root } = await initStore(path, effects.store);
    return { json: { root }, lines: [`${root}: a data store, as dvc init makes it`] };
  },
  async add(asked) {
    const { effects, flags } = asked;
    const store = await here(effects);
    const added = await addData(store, await fromHere(store, needed(asked.path, 'add')));
    const snapshot = await snapshotOf(store, added, textFlag(flags, 'note') ?? null, effects);
    const size = added.files === null ? `${added.size} bytes` : `${added.files} files, ${added.size} bytes`;
    return {
      json: { ...added, rows: snapshot.rows, columns: snapshot.columns },
      lines: [
        `${added.dvcFile}: ${added.md5}, ${size}${snapshot.rows === null ? '' : `, ${snapshot.rows} rows`}`,
        ...added.leftOut.map((name) => `left out: ${name}: a link to a folder`),
      ],
    };
  },
  async status({ path, effects }) {
    const store = await here(effects);
    const found = await dataStatus(store, path === undefined ? path : await fromHere(store, path));
    const words = found.map((one) => `${one.path}: ${one.state ?? one.note ?? 'unknown'}`);
    const isFine = found.every(({ state }) => state === 'unchanged');
    return { json: found, lines: words.length > 0 ? words : ['nothing is tracked'], code: isFine ? 0 : 1 };
  },
  async checkout({ path, flags, effects }) {
    const store = await here(effects);
    const done = await checkoutData(store, path === undefined ? path : await fromHere(store, path), {
      force: flags['force'] === true,
    });
    return { json: done, lines: checkoutLines(done) };
  },
  async push({ path, flags, effects }) {
    const store = await here(effects);
    const done = await pushData(store, await transferOptions(store, path, flags));
    return { json: done, lines: [transferLine(done)] };
  },
  async pull({ path, flags, effects }) {
    const store = await here(effects);
    const options = { ...(await transferOptions(store, path, flags)), force: flags['force'] === true };
    const done = await pullData(store, options);
    return { json: done, lines: [transferLine(done), ...checkoutLines(done)] };
  },
  async history(asked) {
    const store = await here(asked.effects);
    const path = await fromHere(store, needed(asked.path, 'history'));
    const found = await withLineage(store, asked.effects, (lineage) => lineage.history(path));
    return { json: found, lines: historyLines(found) };
  },
  async lineage(asked) {
    const store = await here(asked.effects);
    const found = await lineageOf(store, needed(asked.path, 'lineage'), asked.effects);
    return { json: found, lines: lineageLines(found) };
  },
};

const here = (effects: Effects): Promise<DataStore> => openStore('.', effects.store);

/** A path from the working folder as the store takes it: from its root. */
async function fromHere(store: DataStore, path: string): Promise<string> {
  const folder = await store.effects.realPath('.');
  return isAbsolute(path) ? shown(store, path) : shown(store, join(folder, path));
}

function needed(path: string | undefined, action: string): string {
  if (path !== undefined) return path;
  throw new FeaturesError('usage', `data ${action} needs a path`, { hint: 'features data --help says more' });
}

async function transferOptions(
  store: DataStore,
  path: string | undefined,
  flags: FlagValues,
): Promise<{ path: string | undefined; remote: string | undefined }> {
  return {
    path: path === undefined ? path : await fromHere(store, path),
    remote: textFlag(flags, 'remote'),
  };
}

const transferLine = ({ copied, present }: Transfer): string => `${copied} copied, ${present} were there`;

function checkoutLines({ written, removed }: { written: string[]; removed: string[] }): string[] {
  const lines = [...written.map((path) => `${path}: written`), ...removed.map((path) => `${path}: removed`)];
  return lines.length > 0 ? lines : ['all is as it should be'];
}

export const dataCommand: Command = {
  name: 'data',
  summary: 'keep versions of data, as DVC does, and where they come from',
  operands: `<${Object.keys(actions).join('|')}> [path]`,
  description: [
    'init      make a folder a data store (.dvc), as dvc init does',
    'add       keep the content of a file or folder, write its .dvc file, record a snapshot',
    'status    tell what changed since; exit code 1 when something did',
    'checkout  bring data back to what the .dvc files name',
    'push      copy contents to a remote that is a folder; pull gets them and checks out',
    'history   the snapshots of a path, the oldest first',
    'lineage   what a file was made of and what was made of it, as fit and transform recorded it',
    '',
    'dvc reads and writes the same files. Snapshots and lineage are kept in .modelfolio/features.db.',
  ].join('\n'),
  flags: {
    note: { type: 'string', value: 'text', description: 'words that add puts to the snapshot' },
    remote: { type: 'string', value: 'name', description: 'for push and pull (default: the default remote)' },
    force: { type: 'boolean', description: 'checkout and pull: also where content that is not kept is lost' },
  },
  async run(operands, flags, effects) {
    const [action = '', path, ...rest] = operands;
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!act || rest.length > 0)
      throw new FeaturesError(
        'usage',
        act ? 'data takes one path' : `no action named ${JSON.stringify(action)}`,
        {
          hint: `actions: ${Object.keys(actions).join(', ')}`,
        },
      );
    const { json, lines, code = 0 } = await act({ path, flags, effects });
    if (flags['json'] === true) effects.print(JSON.stringify(json, null, 2));
    else for (const line of lines) effects.print(line);
    return code;
  },
};
