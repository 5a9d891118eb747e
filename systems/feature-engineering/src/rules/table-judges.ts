import type { Column } from '../frame/frame.ts';
import { valuesAs, verdictOf, type Batch, type Judge } from './column-judge.ts';
import { compileRule, type ExpressionRule, type RuleSet } from './rule-set.ts';
import { listOf, shown } from './row-test.ts';
import { tally } from './tally.ts';
import { failureOfAll, ruleOfTable, type Verdict } from './validation.ts';
import { repeated } from './value-judges.ts';

/** Judges which columns there are and in which order. */
export function layoutJudge(rules: RuleSet): Judge {
  const names = Object.keys(rules.columns);
  const wanted = rules.ordered === true ? names : rules.ordered || [];
  const extra = new Set<string>();
  let disordered: string[] | null = null;
  return {
    add({ columns }) {
      const present = [...columns.keys()];
      for (const name of present) if (!Object.hasOwn(rules.columns, name)) extra.add(name);
      const [found, right] = [
        present.filter((name) => wanted.includes(name)),
        wanted.filter((name) => columns.has(name)),
      ];
      if (found.some((name, at) => name !== right[at])) disordered ??= found;
    },
    finish() {
      const verdicts: Verdict[] = [];
      const strict = { ...ruleOfTable('strict') };
      const extras = [...extra].map((column) =>
        failureOfAll({ ...strict, column }, 'the rules have no such column'),
      );
      if (rules.strict) verdicts.push(extras.length > 0 ? extras : 'held');
      const order = (found: string[]): string =>
        `the columns stand as ${listOf(found, 12)}, not as ${listOf(
          wanted.filter((name) => found.includes(name)),
          12,
        )}`;
      if (rules.ordered !== false)
        verdicts.push(disordered ? [failureOfAll(ruleOfTable('ordered'), order(disordered))] : 'held');
      return verdicts;
    },
  };
}

/** Judges the number of rows. */
export const sizeJudge = ({ minRows, maxRows }: RuleSet): Judge => ({
  add: () => {},
  finish(rows) {
    const verdicts: Verdict[] = [];
    const verdict = (kind: string, isWrong: boolean, words: string): Verdict =>
      isWrong
        ? [failureOfAll(ruleOfTable(kind), `${rows} ${rows === 1 ? 'row' : 'rows'}, ${words}`, rows)]
        : 'held';
    if (minRows !== undefined)
      verdicts.push(verdict('minRows', rows < minRows, `at least ${minRows} are needed`));
    if (maxRows !== undefined) verdicts.push(verdict('maxRows', rows > maxRows, `at most ${maxRows} may be`));
    return verdicts;
  },
});

/** Judges that no two rows have the same values in a group of columns. Keeps the key of every row. */
export function groupJudge(rules: RuleSet, at: number, most: number): Judge {
  const group = rules.unique[at] ?? [];
  const repeats = repeated(ruleOfTable('unique', `/unique/${at}`), most);
  const source = sourceOf(rules, group);
  return {
    add(batch) {
      if (!source.read(batch)) return;
      const columns = group.map((name) => source.values(name));
      for (let row = 0; row < batch.rows; row++) {
        const key = columns.map((values) => keyOf(values[row] ?? null)).join(',');
        repeats.see(key, batch.before + row + 1, () => source.rowInWords(row));
      }
    },
    finish: (rows) => [source.isWhole() ? verdictOf(withColumns(repeats.finish(rows), group)) : 'skipped'],
  };
}

function withColumns<Found extends { message: string } | null>(
  failure: Found,
  group: readonly string[],
): Found {
  return failure && { ...failure, message: `${failure.message} in ${listOf(group, 12)}` };
}

/** No two different values have one key: numbers hold no colon, and the length says where text ends. */
const keyOf = (value: number | string | null): string =>
  typeof value === 'string' ? `${value.length}:${value}` : value === 0 ? '0' : String(value);

/** Judges a condition between the columns of a row. */
export function expressionJudge(rules: RuleSet, rule: ExpressionRule, at: number, most: number): Judge {
  const { columns, bind } = compileRule(rule, rules);
  const broken = tally(ruleOfTable('expression', `/expressions/${at}`, rule), most);
  const source = sourceOf(rules, columns);
  return {
    add(batch) {
      if (!source.read(batch)) return;
      const truth = bind({
        numbers: (name) => source.values(name) as Float64Array,
        text: (name) => source.values(name) as readonly (string | null)[],
      });
      for (let row = 0; row < batch.rows; row++)
        if (truth(row) === 0) broken.add(batch.before + row + 1, () => source.rowInWords(row));
    },
    finish: (rows) => [
      source.isWhole() ? verdictOf(broken.finish(rows, rule.expression, ['breaks', 'break'])) : 'skipped',
    ],
  };
}

/** Some columns of the batches; they can be read as long as all of them were there and of their type. */
function sourceOf(rules: RuleSet, names: readonly string[]) {
  let isWhole = true;
  let read = new Map<string, Column['values']>();
  const values = (name: string): Column['values'] => read.get(name) as Column['values'];
  return {
    read({ columns, rows }: Batch): boolean {
      read = new Map();
      for (const name of names) {
        const column = columns.get(name);
        const type = rules.columns[name]?.type === 'text' ? 'text' : 'number';
        const found = column ? valuesAs(type, column, rows) : null;
        if (found) read.set(name, found);
        else isWhole = false;
      }
      return isWhole;
    },
    values,
    isWhole: (): boolean => isWhole,
    rowInWords: (row: number): string =>
      names
        .map((name) => {
          const value = values(name)[row] ?? null;
          return `${name} ${shown(Number.isNaN(value) ? null : value)}`;
        })
        .join(', '),
  };
}
