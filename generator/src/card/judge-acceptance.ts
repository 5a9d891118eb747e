import { listed } from '@modelfolio/failures/listed';
import {
  toNumber,
  type Criterion,
  type Evaluation,
  type Figure,
  type JudgedCriterion,
} from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { CardYamlFile } from './card-yaml.ts';
import { partFigures, type PartFigure } from './part-figures.ts';

/**
 * Holds the criteria of card.yaml against the records: each with the number, its source, and whether it keeps to the bound.
 * One of a sliced column is one for each of its slices.
 *
 * @param figures of the card, for criteria of all rows
 * @throws ModelfolioError `criterion-unknown` for a number that no record holds
 */
export function judgeAcceptance(
  { path, card, placeOf }: CardYamlFile,
  figures: Record<string, Figure>,
  evaluation: JsonFile<Evaluation> | null,
): JudgedCriterion[] {
  return (card.acceptance ?? []).flatMap((criterion, index) => {
    const found = numbersOf(criterion, figures, evaluation);
    if (!Array.isArray(found))
      throw new ModelfolioError(
        'criterion-unknown',
        `acceptance names ${found.what}, which no record holds`,
        {
          file: path,
          field: placeOf(['acceptance', index, found.field]),
          hint: `there are: ${listed(found.known, 30) || 'none'}`,
        },
      );
    return found.map(({ of, figure }) => judgeCriterion(criterion, of, figure));
  });
}

interface Unknown {
  what: string;
  field: 'metric' | 'slice' | 'class';
  known: string[];
}

function numbersOf(
  { metric, slice, class: label }: Criterion,
  figures: Record<string, Figure>,
  evaluation: JsonFile<Evaluation> | null,
): { of: string | null; figure: Figure }[] | Unknown {
  const part = slice ?? label;
  if (part === undefined) {
    const figure = Object.hasOwn(figures, metric) ? figures[metric] : undefined;
    return figure
      ? [{ of: null, figure }]
      : { what: `the figure ${metric}`, field: 'metric', known: Object.keys(figures) };
  }
  const kind = slice === undefined ? 'class' : 'slice';
  const all = (evaluation ? partFigures(evaluation) : []).filter((one) => one.kind === kind);
  const own = all.filter((one) => one.of === part || one.columns.join() === part);
  if (own.length === 0)
    return { what: `the ${kind} ${part}`, field: kind, known: namesOf(all, ({ of }) => of) };
  const found = own.filter((one) => one.metric === metric);
  return found.length > 0
    ? found
    : {
        what: `the metric ${metric} of a ${kind}`,
        field: 'metric',
        known: namesOf(own, (one) => one.metric),
      };
}

const namesOf = (parts: readonly PartFigure[], name: (part: PartFigure) => string): string[] => [
  ...new Set(parts.map(name)),
];

function judgeCriterion(
  { atLeast, atMost, by, waiver }: Criterion,
  of: string | null,
  figure: Figure,
): JudgedCriterion {
  const side = atLeast === undefined ? 'at-most' : 'at-least';
  const bound = atLeast ?? atMost ?? Number.NaN;
  const worse = side === 'at-least' ? figure.interval?.lower : figure.interval?.upper;
  const value = toNumber(by === 'interval' ? (worse ?? 'NaN') : figure.value);
  const keeps = side === 'at-least' ? value >= bound : value <= bound;
  const verdict = Number.isNaN(value) ? 'undecided' : keeps ? 'passed' : 'failed';
  return { bound: { side, value: bound }, by, of, figure, verdict, waiver: waiver ?? null };
}
