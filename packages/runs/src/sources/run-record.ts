import { basename, join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { parseJson } from '@modelfolio/project/json-file';
import { sha256Of } from '@modelfolio/project';
import type { ListedRun, RunSource, SourceEffects } from './source.ts';

/** Our own records: a JSON file each, or a folder of them. */
export const runRecordSource: RunSource = {
  name: 'run-record',
  reads: 'Modelfolio run records: a JSON file, or a folder of them',
  detect: async (location, effects) => (await recordFiles(location, effects)).length > 0,
  async *list(location, effects) {
    for (const file of await recordFiles(location, effects)) {
      effects.signal.throwIfAborted();
      const bytes = await effects.readFile(file);
      yield listRecord(bytes, file);
    }
  },
};

/** A record that cannot be read is listed by its file's name, so that the others can be taken without it. */
function listRecord(bytes: Uint8Array, file: string): ListedRun {
  try {
    const run = parseRunRecord(bytes, file);
    const { id, experiment, name, startTime } = run;
    return {
      id,
      experiment,
      experimentId: null,
      name,
      startTime,
      fingerprint: sha256Of(bytes),
      load: async () => run,
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const name = basename(file, '.json');
    return {
      id: name,
      experiment: '',
      experimentId: null,
      name,
      startTime: null,
      fingerprint: null,
      load: () => Promise.reject(error),
    };
  }
}

/**
 * Checks the bytes of one record; `path` only names them.
 *
 * @throws RunsError `run-invalid`
 */
export function parseRunRecord(bytes: Uint8Array, path: string): RunRecord {
  return parseJson(bytes, path, runRecord, 'run-invalid');
}

async function recordFiles(location: string, effects: SourceEffects): Promise<string[]> {
  const kind = await effects.kindOf(location);
  const files =
    kind === 'folder'
      ? (await effects.listFolder(location)).filter(isRecordName).map((name) => join(location, name))
      : [location].filter((path) => kind === 'file' && isRecordName(path));
  // Other tools keep JSON in folders too: the first file decides whose folder it is.
  const [first] = files;
  return first && claimsToBeRecord(await effects.readFile(first)) ? files : [];
}

function isRecordName(path: string): boolean {
  return path.endsWith('.json') && !path.startsWith('.');
}

/** A damaged record must be reported and not passed over, so any JSON-like text with the marks of one counts. */
function claimsToBeRecord(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  return (
    text.trimStart().startsWith('{') && text.includes('"schemaVersion"') && text.includes('"experiment"')
  );
}
