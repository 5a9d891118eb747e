import type { Cell } from '@modelfolio/inference';
import { z } from 'zod';
import { startState, type AnalysisState, type EditedRow } from './analysis-state.ts';

// The page's policy lets nobody make code of text, and zod's attempt to would be reported as a breach.
z.config({ jitless: true });

/** Links of another number are read as far as they are understood. */
const version = 1;

/** What a link belongs to: hashes of the model and of the data, as short as can be told apart. */
export type LinkSubject = { model: string; data: string; columns: number; rows: number };

export type ReadLink = {
  state: AnalysisState;
  /** What the link says that does not hold here, in words; empty where all does. */
  warnings: string[];
};

const digits = 12;
const cell = z.union([z.null(), z.boolean(), z.number(), z.string().max(2000)]);
const index = z.int().min(0).max(100_000);
const cells = z.array(z.tuple([index, cell])).max(2000);
const limit = z.union([
  z.strictObject({ kind: z.enum(['immutable', 'increase', 'decrease']) }),
  z.strictObject({ kind: z.literal('range'), least: z.number(), most: z.number() }),
]);
const condition = z.union([
  z.strictObject({ column: z.string().max(500), values: z.array(z.string().max(500)).max(500) }),
  z.strictObject({ column: z.string().max(500), least: z.number().nullable(), most: z.number().nullable() }),
]);

/** How each field is written and read; a field at its start value is left out. */
const fields = {
  tab: z.enum(['row', 'rows', 'fairness', 'model']),
  row: index.max(10_000_000),
  place: index,
  method: z.enum(['auto', 'sampling', 'lime']),
  seed: z.int().min(0).max(4_294_967_295),
  background: z.int().min(1).max(1000),
  grouped: z.boolean(),
  column: index,
  threshold: z.number().nullable(),
  by: z.array(z.string().max(500)).max(4),
  thresholds: z.array(z.number()).max(500).nullable(),
  cost: z.number().positive().max(1e6),
  goal: z.enum(['none', 'demographicParity', 'equalOpportunity', 'equalizedOdds', 'predictiveParity']),
  tolerance: z.number().min(0).max(1),
  slice: z.array(condition).max(50),
  linked: z.array(z.tuple([index, index])).max(500),
  scatter: z.tuple([z.string().max(500), z.string().max(500), z.string().max(500)]),
  pair: z.tuple([index, index]).nullable(),
} as const;
const changesField = cells;
const savedField = z.strictObject({ row: index.max(10_000_000), changes: cells }).nullable();
const limitsField = z.array(z.tuple([index, limit])).max(2000);

/**
 * The fragment of a link that reopens an analysis to the same numbers. A browser does not send it to the server.
 *
 * @param start fields that are as in it are left out
 */
export function toAnalysisHash(
  state: AnalysisState,
  subject: Pick<LinkSubject, 'model' | 'data'>,
  start: AnalysisState = startState,
): string {
  const params = new URLSearchParams({ v: String(version), m: subject.model.slice(0, digits) });
  if (subject.data) params.set('d', subject.data.slice(0, digits));
  const put = (name: string, value: unknown, usual: unknown) => {
    const text = JSON.stringify(value);
    if (text !== JSON.stringify(usual)) params.set(name, text);
  };
  for (const name of Object.keys(fields) as (keyof typeof fields)[]) put(name, state[name], start[name]);
  put('set', [...state.changes], []);
  put('saved', state.saved && { row: state.saved.row, changes: [...state.saved.changes] }, null);
  put('limits', [...state.limits], [...start.limits]);
  return `#${params}`;
}

/**
 * Reads {@link toAnalysisHash}'s fragment.
 *
 * @param start what fields are that the link does not name
 * @returns `null` where the fragment is no such link
 */
export function fromAnalysisHash(
  hash: string,
  subject: LinkSubject,
  start: AnalysisState = startState,
): ReadLink | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const made = params.get('v');
  if (made === null || !/^\d{1,6}$/.test(made)) return null;
  const warnings: string[] = [];
  if (Number(made) !== version)
    warnings.push(
      `This link was made by another version of this page (${made}): only what it shares was opened.`,
    );
  const model = params.get('m') ?? '';
  if (model !== subject.model.slice(0, digits))
    warnings.push(
      `This link was made with the model ${shown(model)}, here is ${subject.model.slice(0, digits)}: the numbers may differ.`,
    );
  const data = params.get('d');
  if (data !== null && subject.data && data !== subject.data.slice(0, digits))
    warnings.push(
      `This link was made with the data ${shown(data)}, here is ${subject.data.slice(0, digits)}: rows may be others.`,
    );

  function field<Value>(name: string, schema: z.ZodType<Value>, otherwise: Value): Value {
    const text = params.get(name);
    if (text === null) return otherwise;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined;
    }
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    warnings.push(`The link's “${name}” is not understood and was left out.`);
    return otherwise;
  }

  const state: AnalysisState = {
    tab: field('tab', fields.tab, start.tab),
    row: field('row', fields.row, start.row),
    place: field('place', fields.place, start.place),
    method: field('method', fields.method, start.method),
    seed: field('seed', fields.seed, start.seed),
    background: field('background', fields.background, start.background),
    grouped: field('grouped', fields.grouped, start.grouped),
    column: field('column', fields.column, start.column),
    threshold: field('threshold', fields.threshold, start.threshold),
    by: field('by', fields.by, [...start.by]),
    goal: field('goal', fields.goal, start.goal),
    tolerance: field('tolerance', fields.tolerance, start.tolerance),
    thresholds: field('thresholds', fields.thresholds, start.thresholds),
    cost: field('cost', fields.cost, start.cost),
    slice: field('slice', fields.slice, [...start.slice]),
    linked: field('linked', fields.linked, [...start.linked] as [number, number][]),
    scatter: field('scatter', fields.scatter, [...start.scatter]),
    pair: field('pair', fields.pair, start.pair && [...start.pair]),
    changes: new Map(field('set', changesField, [...start.changes] as [number, Cell][])),
    saved: savedRow(field('saved', savedField, null)) ?? start.saved,
    limits: new Map(field('limits', limitsField, [...start.limits])),
  };
  return { state: within(state, subject, warnings), warnings };
}

const savedRow = (saved: { row: number; changes: [number, Cell][] } | null): EditedRow | null =>
  saved && { row: saved.row, changes: new Map(saved.changes) };

const shown = (text: string): string => (/^[0-9a-f]{1,64}$/.test(text) ? text : 'of no hash');

/** A link is input from a stranger: what lies outside the data is brought inside, and it is said. */
function within(state: AnalysisState, { rows, columns }: LinkSubject, warnings: string[]): AnalysisState {
  const inside = <Value>(map: ReadonlyMap<number, Value>) =>
    new Map([...map].filter(([column]) => column < columns));
  const changes = inside(state.changes);
  const rowHere = state.row < Math.max(1, rows);
  if (!rowHere) warnings.push(`The link's row ${state.row + 1} does not exist: the data has ${rows} rows.`);
  if (changes.size !== state.changes.size)
    warnings.push('The link changes columns that the model does not have: they were left out.');
  return {
    ...state,
    row: rowHere ? state.row : 0,
    changes: rowHere ? changes : new Map(),
    column: state.column < columns ? state.column : 0,
    saved:
      state.saved && state.saved.row < rows
        ? { row: state.saved.row, changes: inside(state.saved.changes) }
        : null,
    limits: inside(state.limits),
    pair: state.pair?.every((column) => column < columns) ? state.pair : null,
    linked: state.linked.filter(([one, other]) => one < columns && other < columns && one !== other),
  };
}
