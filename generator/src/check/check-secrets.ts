import type { Gate } from '@modelfolio/redaction/gate';
import { kindWord, type Taken } from '@modelfolio/redaction/taken';
import type { RecordKind } from '@modelfolio/redaction/treatment';
import { kindOf, listFolder, readBytes } from '@modelfolio/project';
import { siteConfigPath } from '@modelfolio/project/site-config-file';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { openProjectGate } from '../published/open-project-gate.ts';
import { Findings, type Finding } from './finding.ts';
import { homeInModel } from './home-in-model.ts';

/** Texts in `public/`, which are published as they are. */
const isText = /\.(?:html?|txt|md|json|jsonl|ya?ml|toml|csv|xml|svg|js|mjs|css|env|cfg|ini|pem|key)$/i;
/** More text than this is data, not words. */
const mostBytes = 8 << 20;

/**
 * All that the gate would still take out of what a project publishes: records that were written by hand or before there was a gate, and what
 * people wrote.
 *
 * @param models those that are looked at
 * @param all also what belongs to no model
 */
export async function checkSecrets(
  project: Project,
  models: readonly string[],
  all: boolean,
): Promise<Finding[]> {
  const gate = await openProjectGate(project);
  const findings: Finding[] = [];
  for (const id of models) {
    const own = new Findings(id);
    for (const path of await filesOfModel(project, id)) await checkFile(own, project, gate, path);
    await checkModelFile(own, project, gate, `models/${id}/model.onnx`);
    findings.push(...own.list);
  }
  if (!all) return findings;
  const other = new Findings(null);
  for (const path of await otherFiles(project)) await checkFile(other, project, gate, path);
  return [...findings, ...other.list];
}

async function filesOfModel(project: Project, id: string): Promise<string[]> {
  const home = `models/${id}`;
  return [
    ...(await filesIn(project, home, /\.(?:json|ya?ml)$/)),
    ...(await filesIn(project, `${home}/runs`, /\.json$/)),
    `content/models/${id}.json`,
    ...(await filesIn(project, `content/versions/${id}`, /\.json$/)),
  ];
}

async function otherFiles(project: Project): Promise<string[]> {
  const paths = [siteConfigPath];
  for (const folder of await listFolder(project, 'runs'))
    paths.push(...(await filesIn(project, `runs/${folder}`, /\.json$/)));
  paths.push(...(await filesIn(project, 'content', /\.mdx?$/)));
  for (const folder of await listFolder(project, 'content'))
    if (!/^(?:models|versions)$/.test(folder))
      paths.push(...(await filesIn(project, `content/${folder}`, /\.(?:mdx?|json)$/)));
  return [...paths, ...(await filesUnder(project, 'public'))];
}

async function filesIn(project: Project, folder: string, ending: RegExp): Promise<string[]> {
  return (await listFolder(project, folder))
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name}`);
}

async function filesUnder(project: Project, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await listFolder(project, folder)) {
    const path = `${folder}/${name}`;
    if ((await kindOf(project, path)) === 'folder') paths.push(...(await filesUnder(project, path)));
    else if (isText.test(name)) paths.push(path);
  }
  return paths;
}

async function checkFile(findings: Findings, project: Project, gate: Gate, path: string): Promise<void> {
  if ((await kindOf(project, path)) !== 'file') return;
  const bytes = await readBytes(project, path);
  if (bytes.length > mostBytes) return;
  const text = new TextDecoder().decode(bytes);
  const kind = kindOfRecord(path);
  for (const { kind: what, field } of await takenFrom(gate, text, kind))
    findings.add(
      new ModelfolioError('secret-published', `holds ${what === 'email' ? 'an' : 'a'} ${kindWord(what)}`, {
        file: path,
        field,
        hint: hintOf(path, what),
      }),
    );
}

/** Bytes of models are not told apart by rules of texts, but folders of people are what they are. */
async function checkModelFile(findings: Findings, project: Project, gate: Gate, path: string): Promise<void> {
  if ((await kindOf(project, path)) !== 'file') return;
  const told = homeInModel(await readBytes(project, path));
  if (told === null || (await gate.record({ told }, 'any')).taken.length === 0) return;
  findings.add(
    new ModelfolioError('secret-published', 'its bytes tell a folder of a person', {
      file: path,
      hint: 'export it again without documentation strings and stack traces, or let it stay: redaction in modelfolio.config.yaml',
    }),
  );
}

async function takenFrom(gate: Gate, text: string, kind: RecordKind | null): Promise<Taken[]> {
  if (kind !== null)
    try {
      return (await gate.record(JSON.parse(text) as unknown, kind)).taken;
    } catch {
      // What is no JSON is found by whoever reads it as a record; here it is a text.
    }
  return (await gate.written(text)).taken;
}

/** What a file holds; `null` for what people wrote, and for what follows from a model and its rows. */
function kindOfRecord(path: string): RecordKind | null {
  if (/^(?:models\/[^/]+\/)?runs\/.*\.json$/.test(path)) return 'run';
  if (/^content\/(?:models|versions)\//.test(path)) return 'card';
  return path.startsWith('content/reports/') ? 'report' : null;
}

function hintOf(path: string, kind: Taken['kind']): string {
  if (kind === 'secret')
    return 'end its use where it opens something, for whoever has the history has it; then take it out';
  const again = /(?:^|\/)runs\//.test(path)
    ? 'modelfolio ingest it again'
    : 'make the record again with its command';
  return `${again}, or let it stay: redaction in modelfolio.config.yaml`;
}
