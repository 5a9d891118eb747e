import { checkAlias, checkAliasIsFree, checkModelName, versionNumber } from '../checks/model-names.ts';
import { modelVersionBy, toModelVersions } from '../entities/model-versions.ts';
import { registeredModelBy } from '../entities/registered-models.ts';
import { required, text } from '../interface/request-rules.ts';
import { modelVersionByAlias } from './model-version-by-alias.ts';
import { needServer } from './needs.ts';
import { operation } from './operation.ts';

export const setRegisteredModelAlias = operation({
  message: 'SetRegisteredModelAlias',
  rules: { name: [text, required], alias: [text, required], version: [text, required] },
  writes: true,
  run: async ({ name = '', alias = '', version = '' }, { tx, reach }) => {
    needServer(reach, 'write');
    checkModelName(name);
    checkAlias(alias);
    checkAliasIsFree(alias);
    versionNumber(version);
    const { version: number } = await modelVersionBy(tx, name, version);
    await tx.insert(
      'registered_model_aliases',
      ['name', 'alias', 'version', 'workspace'],
      [[name, alias, number, 'default']],
      'ON CONFLICT (workspace, name, alias) DO UPDATE SET version = excluded.version',
    );
    return {};
  },
});

export const deleteRegisteredModelAlias = operation({
  message: 'DeleteRegisteredModelAlias',
  rules: { name: [text, required], alias: [text, required] },
  writes: true,
  run: async ({ name = '', alias = '' }, { tx, reach }) => {
    needServer(reach, 'write');
    checkModelName(name);
    checkAlias(alias);
    await registeredModelBy(tx, name);
    await tx.run(
      `DELETE FROM registered_model_aliases WHERE workspace = 'default' AND name = ? AND alias = ?`,
      [name, alias],
    );
    return {};
  },
});

export const getModelVersionByAlias = operation({
  message: 'GetModelVersionByAlias',
  rules: { name: [text, required], alias: [text, required] },
  writes: false,
  run: async ({ name = '', alias = '' }, { tx, reach }) => {
    needServer(reach, 'read');
    const [model_version] = await toModelVersions(tx, [await modelVersionByAlias(tx, name, alias)]);
    return { model_version };
  },
});
