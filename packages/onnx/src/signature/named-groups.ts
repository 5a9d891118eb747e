import { listed } from '@modelfolio/failures/listed';
import type { CardYaml, ModelManifest, TabularColumn } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';

type TabularWords = Extract<CardYaml['signature']['input'], { kind: 'tabular' }>;
type NamedGroups = Extract<ModelManifest['input'], { kind: 'tabular' }>['groups'];

/**
 * Columns that card.yaml says count as one feature.
 *
 * @param path names the model file in errors
 * @throws OnnxError `columns-mismatch` for a column that the model does not take, or that is named twice
 */
export function namedGroups(
  { groups }: TabularWords,
  columns: readonly Pick<TabularColumn, 'name'>[],
  path: string,
): NamedGroups {
  if (groups === undefined || Object.keys(groups).length === 0) return undefined;
  const known = columns.map(({ name }) => name);
  const owner = new Map<string, string>();
  return Object.entries(groups).map(([name, members]) => {
    for (const column of members) {
      const place = `signature.input.groups.${name} names the column ${JSON.stringify(column)}`;
      if (!known.includes(column))
        throw new OnnxError('columns-mismatch', `${place}, which the model does not take`, {
          file: path,
          hint: `it takes ${listed(known, 20)}`,
        });
      const other = owner.get(column);
      if (other !== undefined)
        throw new OnnxError(
          'columns-mismatch',
          `${place}, which ${other === name ? 'it names already' : `belongs to ${other}`}`,
          { file: path, hint: 'name each column in one group at most' },
        );
      owner.set(column, name);
    }
    return { name, columns: [...members] };
  });
}
