import { parseYaml } from '@modelfolio/project/yaml-file';
import { isScalar, visit, type Document } from 'yaml';
import { z } from 'zod';
import { givenName, type Settings, type SettingsFile } from './settings.ts';

/**
 * Reads a settings file: YAML, of which JSON is a part, with the names of flags as keys.
 *
 * @param path only names it
 * @throws Failure `usage` that names line and column of an unknown name, one that stands there twice, or a value that is
 *   not text, a number, true or false, or a list where one is taken
 *
 * @example
 * parseSettingsFile('port: 8080\nallowed-hosts: [a.example, b.example]', 'settings.yaml', commonSettings);
 */
export function parseSettingsFile(text: string, path: string, settings: Settings): SettingsFile {
  const schema = z.strictObject(
    Object.fromEntries(
      Object.entries(settings).map(([name, setting]) => [
        givenName(name, setting),
        (setting.value === 'list' ? z.union([z.string(), z.array(z.string())]) : z.string()).optional(),
      ]),
    ),
  );
  const { value, placeOf } = parseYaml(text, path, schema, 'usage', {
    whenEmpty: {},
    hint: 'its names are those of the flags, without the hyphens before them',
    prepare: asTyped,
  });
  return {
    path,
    values: Object.fromEntries(Object.entries(value).map(([name, each]) => [name, [each].flat().join(',')])),
    placeOf: (name) => placeOf([name]),
  };
}

/** Numbers and truths as they were typed: `0123` is a name to who writes it so, and none of its digits is lost. */
function asTyped(document: Document): void {
  visit(document, {
    Scalar: (_, node) => {
      if (
        isScalar(node) &&
        node.value !== null &&
        typeof node.value !== 'string' &&
        node.source !== undefined
      )
        node.value = node.source;
    },
  });
}
