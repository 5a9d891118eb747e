import { expect, it } from 'vitest';
import { mlflowParent } from '../../../test/mlflow-parent.ts';

it('versions have their aliases', async () => {
  const { versions } = await mlflowParent();
  expect(versions.map(({ name, version }) => [name, version])).toEqual([
    ['penguins', '1'],
    ['penguins', '2'],
    ['old-style', '1'],
  ]);
  expect(versions.map(({ aliases }) => aliases.toSorted())).toEqual([[], ['blue', 'champion'], []]);
});

it('aliases are those of the version’s own workspace', async () => {
  const { versions } = await mlflowParent(
    "UPDATE registered_model_aliases SET workspace = 'another' WHERE alias = 'blue'",
  );
  expect(versions[1]?.aliases).toEqual(['champion']);
  const older = await mlflowParent(
    'CREATE TABLE plain AS SELECT alias, version, name FROM registered_model_aliases',
    'DROP TABLE registered_model_aliases',
    'ALTER TABLE plain RENAME TO registered_model_aliases',
  );
  expect(older.versions[1]?.aliases.toSorted()).toEqual(['blue', 'champion']);
});
