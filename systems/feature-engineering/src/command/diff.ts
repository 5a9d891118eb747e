import { FeaturesError } from '../features-error.ts';
import { diff, type FrameDiff } from '../store/diff-frames.ts';
import { diffStates, type StateChange } from '../store/diff-states.ts';
import { listFlag, operandsOf, type Command } from './command.ts';
import { frameDiffLines, framesDiffer, stateDiffLines } from './diff-lines.ts';
import { readSide } from './diff-sources.ts';
import type { Effects } from './effects.ts';

export interface DiffOptions {
  before: string;
  after: string;
  /** Columns that tell the rows of a table apart. */
  key?: readonly string[];
}

/** What differs: of two tables, or of two fitted pipelines. */
export type Difference = { table: FrameDiff } | { state: StateChange[] };

/** @throws FeaturesError `usage` when one is a table and the other a state; for what cannot be read or compared */
export async function diffPaths(
  { before, after, key = [] }: DiffOptions,
  effects: Effects,
): Promise<Difference> {
  if (before === '-' && after === '-')
    throw new FeaturesError('usage', 'standard input can be read once only', { hint: 'name a file' });
  const [a, b] = [await readSide(before, effects), await readSide(after, effects)];
  if (a.kind === 'state' && b.kind === 'state') {
    if (key.length > 0) throw new FeaturesError('usage', '--key is for tables, these are states');
    return { state: diffStates(a.state.fitted, b.state.fitted) };
  }
  if (a.kind === 'table' && b.kind === 'table') return { table: diff(a.frame, b.frame, { key }) };
  throw new FeaturesError('usage', `${before} is a ${a.kind}, ${after} is a ${b.kind}`, {
    hint: 'compare two tables, or two states',
  });
}

export const diffCommand: Command = {
  name: 'diff',
  summary: 'tell what differs between two tables, or two fitted pipelines',
  operands: '<before> <after>',
  description: [
    'Tables: columns, counts, figures, how far distributions moved (population stability index), and rows that came, went',
    'or changed; both are read whole. A .dvc file stands for the content it names, from the cache of its data store.',
    'States (.json, or a folder with features.json): what was configured or learned differently.',
  ].join('\n'),
  flags: {
    key: { type: 'string', value: 'a,b', description: 'columns that tell rows apart (default: whole rows)' },
    'exit-code': { type: 'boolean', description: 'exit with 1 when there is a difference' },
  },
  async run(operands, flags, effects) {
    const [before = '', after = ''] = operandsOf(this, operands, 2);
    const found = await diffPaths({ before, after, key: listFlag(flags, 'key') }, effects);
    const isDifferent = 'table' in found ? framesDiffer(found.table) : found.state.length > 0;
    if (flags['json'] === true)
      effects.print(JSON.stringify({ isDifferent, ...found }, (_, value: unknown) => jsonable(value), 2));
    else
      for (const line of 'table' in found ? frameDiffLines(found.table) : stateDiffLines(found.state))
        effects.print(line);
    return isDifferent && flags['exit-code'] === true ? 1 : 0;
  },
};

/** JSON has no infinities. */
const jsonable = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
