import { FeaturesError } from '../features-error.ts';
import type { TransformerSpec } from '../transformers/transformer.ts';
import { mostDistinct, type ColumnLook } from './look-at-columns.ts';

/** A pipeline to begin with, and why some columns are not in it. */
export interface Starter {
  spec: TransformerSpec;
  notes: string[];
}

const mostCategories = 50;
/** A category of fewer rows than this share is one of the infrequent ones. */
const leastShare = 0.001;
/** Words a text has on average, to be read as prose. */
const leastWords = 3;
const tokensOfText = 200;

type Kind = 'numbers' | 'categories' | 'prose' | { dropped: string };

/**
 * A pipeline to begin with, by what columns hold: numbers get their median where they are missing, and are scaled; text
 * of up to 50 different values becomes a column for each; longer text the weights of its 200 most frequent words. Columns
 * that say nothing or name their row are left out.
 *
 * @throws FeaturesError `fit-impossible` when no column is left
 */
export function starterPipeline(columns: readonly ColumnLook[]): Starter {
  const kinds = columns.map((column) => ({ name: column.name, kind: kindOf(column) }));
  const named = (wanted: Kind): string[] =>
    kinds.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const notes = kinds.flatMap(({ name, kind }) =>
    typeof kind === 'string' ? [] : [`left out: ${JSON.stringify(name)}: ${kind.dropped}`],
  );
  const parts = [
    ...part('numbers', named('numbers'), {
      kind: 'Pipeline',
      steps: [
        { name: 'impute', transformer: { kind: 'SimpleImputer', strategy: 'median' } },
        { name: 'scale', transformer: { kind: 'StandardScaler' } },
      ],
    }),
    ...part('categories', named('categories'), {
      kind: 'OneHotEncoder',
      handleUnknown: 'infrequent_if_exist',
      minFrequency: leastShare,
    }),
    ...named('prose').flatMap((name) =>
      part(`text_${name}`, [name], { kind: 'TfidfVectorizer', maxFeatures: tokensOfText }),
    ),
  ];
  if (parts.length === 0)
    throw new FeaturesError('fit-impossible', 'no column is left to make features of', {
      hint: [...notes, 'give --pipeline'].join('; '),
    });
  return { spec: { kind: 'ColumnTransformer', transformers: parts }, notes };
}

function kindOf({ type, rows, missing, distinct, isName, words }: ColumnLook): Kind {
  if (missing === rows) return { dropped: 'it holds nothing' };
  if (distinct === 1 && missing === 0) return { dropped: 'every row has the same value' };
  if (type === 'number')
    return isName && distinct > mostCategories
      ? { dropped: 'whole numbers that only rise: they number the rows' }
      : 'numbers';
  if (distinct <= mostCategories) return 'categories';
  if (words >= leastWords) return 'prose';
  if (isName) return { dropped: 'no value is there twice: it names its row' };
  const count = distinct === mostDistinct ? `${mostDistinct} or more` : String(distinct);
  return { dropped: `${count} different values, too many for a column each, and no sentences` };
}

const part = (name: string, columns: string[], transformer: TransformerSpec): object[] =>
  columns.length === 0 ? [] : [{ name, columns, transformer }];
