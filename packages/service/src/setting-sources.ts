import { realDisk, type DiskReading } from '@modelfolio/command-line/effects';
import { textFlag } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { parseSettingsFile } from './settings-file.ts';
import { givenName, type Settings, type SettingsFile, type SettingSources } from './settings.ts';

type Disk = Pick<DiskReading, 'readFile'>;
type Given = Pick<SettingSources, 'flags' | 'environment'>;

/**
 * Where the values of settings stand: the flags, the environment, the settings file that one of these names
 * (`--settings <file>` or `SETTINGS`), and the files that hold secrets, as containers get them. A secret that a file
 * holds becomes the value of its variable, without the line break at its end.
 *
 * @throws UsageError for a file that cannot be read, and a secret that is given twice
 * @throws Failure `usage` as `parseSettingsFile`
 */
export async function settingSources(
  settings: Settings,
  { flags, environment }: Given,
  disk: Disk = realDisk(),
): Promise<SettingSources> {
  const path = textFlag(flags, 'settings') ?? environment['SETTINGS'] ?? '';
  const place = textFlag(flags, 'settings') === undefined ? 'SETTINGS' : '--settings';
  const file =
    path === '' || !('settings' in settings)
      ? null
      : parseSettingsFile(await textOf(path, place, disk), path, settings);
  const secrets: Record<string, string> = {};
  for (const [name, setting] of Object.entries(settings)) {
    if (setting.kind !== 'secret') continue;
    const from = secretFile(givenName(name, setting), setting.env, { flags, environment }, file);
    if (from) secrets[setting.env] = (await textOf(from.path, from.place, disk)).replace(/\r?\n$/, '');
  }
  return { flags, environment: { ...environment, ...secrets }, file };
}

/** The file that holds a secret, and what names it; `null` for none. */
function secretFile(
  name: string,
  env: string,
  { flags, environment }: Given,
  file: SettingsFile | null,
): { path: string; place: string } | null {
  const flag = textFlag(flags, name);
  if (flag !== undefined) return { path: flag, place: `--${name}` };
  const variable = `${env}_FILE`;
  const named = environment[variable];
  if (named !== undefined && environment[env] !== undefined)
    throw new UsageError(`${env} and ${variable} are both set`, { hint: 'unset one of them' });
  if (named !== undefined) return { path: named, place: variable };
  const inFile = file?.values[name];
  if (!file || inFile === undefined || environment[env] !== undefined) return null;
  return { path: inFile, place: `${file.path}:${file.placeOf(name)}: ${name}` };
}

async function textOf(path: string, place: string, disk: Disk): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await disk.readFile(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${(cause as Error).message}`;
    throw new UsageError(`${place} ${path}: ${why}`, { cause });
  }
}
