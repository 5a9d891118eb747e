import { join } from 'node:path';
import { listFolder, readBytes } from '@modelfolio/project';
import { formatJson } from '@modelfolio/project/json-file';
import { sealed, sealState } from '@modelfolio/project/sealed-record';
import { isRecordName } from '@modelfolio/runs/run-store';
import type { Project } from '../effects.ts';

const by = 'modelfolio migrate';

/**
 * Seals the records of some folders that carry no seal, as they are found. Every other byte stays; a record that was
 * edited since it was sealed is left alone.
 *
 * @returns paths of those that were sealed now
 */
export async function sealFound(project: Project, folders: readonly string[]): Promise<string[]> {
  const done: string[] = [];
  for (const folder of folders)
    for (const name of (await listFolder(project, folder)).filter(isRecordName)) {
      const path = `${folder}/${name}`;
      const text = new TextDecoder().decode(await readBytes(project, path));
      const record = parsed(text);
      if (record === null || sealState(record) !== 'not verifiable') continue;
      await project.effects.writeFile(join(project.root, path), withSeal(text, record));
      done.push(path);
    }
  return done;
}

/** What is no object of JSON is no record, and found elsewhere. */
function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The seal as the last field, in the layout of a file that ends a line with its last brace. */
function withSeal(text: string, record: object): string {
  const whole = sealed(record, by);
  const end = /,?\s*\n\}\s*$/.exec(text);
  if (!end) return formatJson(whole);
  const { sha256 } = whole.seal;
  return `${text.slice(0, end.index)},\n  "seal": {\n    "by": "${by}",\n    "sha256": "${sha256}"\n  }\n}\n`;
}
