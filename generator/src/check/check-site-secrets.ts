import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Gate } from '@modelfolio/redaction/gate';
import { kindWord, type Taken } from '@modelfolio/redaction/taken';
import type { RecordKind } from '@modelfolio/redaction/treatment';
import { ModelfolioError } from '../modelfolio-error.ts';
import { Findings, type Finding } from './finding.ts';

/** Words of a site: not its scripts, and not the index over its words. */
const isText = /\.(?:html?|json|jsonld|txt|xml|md|csv)$/i;
/** More text than this is data, not words. */
const mostBytes = 8 << 20;

/**
 * What a built site still tells: secrets in any page or file, and in its records all that the gate takes out; and where on
 * the disk it was built.
 *
 * @param builder folders of who built it, absolute
 */
export async function checkSiteSecrets(
  folder: string,
  gate: Gate,
  builder: readonly string[],
): Promise<Finding[]> {
  const findings = new Findings(null);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(folder, path).replaceAll('\\', '/');
    if (!entry.isFile() || !isText.test(file) || /^(?:pagefind|_astro)\//.test(file)) continue;
    if ((await stat(path)).size > mostBytes) continue;
    const text = await readFile(path, 'utf8');
    for (const { kind, field } of await takenFrom(gate, text, kindOfFile(file)))
      findings.add(
        new ModelfolioError('secret-published', `holds ${kind === 'email' ? 'an' : 'a'} ${kindWord(kind)}`, {
          file,
          field,
          hint: 'find it in the project with modelfolio check, and build the site again',
        }),
      );
    if (builder.some((place) => text.includes(`${place}/`)))
      findings.add(
        new ModelfolioError('secret-published', 'tells the folder that it was built in', {
          file,
          hint: 'build it again; where a page of yours says it, write it otherwise',
        }),
      );
  }
  return findings.list;
}

function kindOfFile(file: string): RecordKind | null {
  if (/^runs\/data\/.*\.json$/.test(file)) return 'run';
  return /^models\/[^/]+\/(?:versions\/[^/]+\/)?card\.json$/.test(file) ? 'card' : null;
}

async function takenFrom(gate: Gate, text: string, kind: RecordKind | null): Promise<Taken[]> {
  if (kind !== null)
    try {
      return (await gate.record(JSON.parse(text) as unknown, kind)).taken;
    } catch {
      // What is no JSON is a text.
    }
  return (await gate.written(text)).taken;
}
