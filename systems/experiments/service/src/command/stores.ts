import { textFlag, type FlagValues } from '@modelfolio/command-line/flags';
import { shellWords } from '@modelfolio/command-line/shell-words';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { hasPassword, storePlace, withPassword, type StorePlace } from '@modelfolio/experiments/store-place';
import { settingSources } from '@modelfolio/service/setting-sources';
import { settingFlags, settingReader } from '@modelfolio/service/settings';
import type { Effects } from './effects.ts';
import { settings } from './settings.ts';

/** Names the store that a command of care is about, in its help. */
export const storeWords =
  'The store is a file, sqlite:///file or postgresql://…; the one of MLFLOW_BACKEND_STORE_URI, or mlflow.db, where none is named.';

const passwordSetting = { 'database-password': settings['database-password'] };

/** The flag of a command that opens a store, or says how to: where the password of its database stands. */
export const passwordFlag = settingFlags(passwordSetting);

/** The store that the operands of a command name. @throws UsageError */
export function namedStore(
  operands: readonly string[],
  { environment }: Pick<Effects, 'environment'>,
  command: string,
): StorePlace {
  const [given = environment['MLFLOW_BACKEND_STORE_URI'] || 'mlflow.db', ...more] = operands;
  const hint = helpOf(command);
  if (more.length > 0) throw new UsageError(`one store at a time, also given: ${more[0]}`, { hint });
  const place = storePlace(given);
  if (place) return place;
  throw new UsageError(
    `${JSON.stringify(given)} names no store: expected a file, sqlite:///file or postgresql://…`,
    { hint },
  );
}

/**
 * The store that the operands of a command name, with the password of its database from where `serve` takes it too.
 *
 * @throws UsageError as {@link namedStore}, and for a password that is given twice or whose file cannot be read
 */
export async function storeWithPassword(
  operands: readonly string[],
  flags: FlagValues,
  { environment }: Pick<Effects, 'environment'>,
  command: string,
): Promise<StorePlace> {
  const place = namedStore(operands, { environment }, command);
  if (place.kind === 'sqlite') return place;
  const sources = await settingSources(passwordSetting, { flags, environment });
  return withPassword(
    place,
    settingReader(passwordSetting, sources, helpOf(command)).text('database-password'),
  );
}

/**
 * Commands as a shell takes them, one after the other, with the password of a database where PostgreSQL's programs look for
 * it. The password itself is not printed.
 *
 * @param url of the database, as it was given
 * @param commands words of each
 */
export function postgresCommands(
  url: string,
  commands: readonly (readonly string[])[],
  flags: FlagValues,
  { environment }: Pick<Effects, 'environment'>,
): string {
  const typed = commands.map(shellWords).join(' && ');
  if (hasPassword(url)) return `with PGPASSWORD set to its password: ${typed}`;
  const file = textFlag(flags, 'database-password-file') ?? environment['DATABASE_PASSWORD_FILE'];
  if (file !== undefined) return `export PGPASSWORD="$(cat ${shellWords([file])})" && ${typed}`;
  return environment['DATABASE_PASSWORD'] ? `export PGPASSWORD="$DATABASE_PASSWORD" && ${typed}` : typed;
}

const helpOf = (command: string): string => `modelfolio-experiments ${command} --help`;

/** Work that Ctrl-C interrupts. Returns its exit code, or 130. */
export async function untilInterrupted(effects: Effects, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!effects.ending.aborted) throw error;
    effects.note('modelfolio-experiments: interrupted; nothing is left half-written');
    return 130;
  }
}
