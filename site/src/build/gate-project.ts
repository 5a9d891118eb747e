import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { sha256Of } from '@modelfolio/project';
import { withoutSeal } from '@modelfolio/project/sealed-record';
import { gateMark, openGate, type Gate, type GateOptions } from '@modelfolio/redaction/gate';
import { kindWord, type Taken, type TakenFrom } from '@modelfolio/redaction/taken';
import type { RecordKind } from '@modelfolio/redaction/treatment';
import { filesIn, foldersIn, type ProjectFile, type PublishedTexts } from '../library/project-files.ts';
import type { SiteConfig } from '@modelfolio/schemas';
import type { Memory } from '../routes/memory.ts';
import type { ModelFile } from './model-files.ts';

/** Files of text that are published byte for byte. */
const isText = /\.(?:html?|txt|md|json|jsonl|ya?ml|toml|csv|xml|svg|js|mjs|css|env|cfg|ini|pem|key)$/i;
/** More text than this is data, not words. */
const mostBytes = 8 << 20;

export interface GatedProject {
  /** Texts to be published instead of those that lie in the project, by path. */
  instead: PublishedTexts;
  taken: TakenFrom[];
}

/**
 * The gate of one build. What it found harmless is remembered by its digest, so that a later build need not look again.
 */
export class ProjectGate {
  readonly #gate: Gate;
  readonly #mark: string;
  readonly #memory: Memory;

  constructor(options: GateOptions, memory: Memory) {
    this.#gate = openGate(options);
    this.#mark = gateMark(options);
    this.#memory = memory;
  }

  /** Looks through every record and every page that the site is made of. */
  async project(root: string, { sections }: SiteConfig): Promise<GatedProject> {
    const gated: GatedProject = { instead: new Map(), taken: [] };
    const instead = new Map<string, string>();
    for (const { file, kind } of publishedFiles(
      root,
      sections.map(({ folder }) => folder),
    )) {
      const found = await this.#look(file.path, file.digest, () => file.text, kind);
      if (found === null) continue;
      instead.set(file.path, found.text);
      gated.taken.push(...found.taken.map((one) => ({ ...one, file: file.path })));
    }
    return { ...gated, instead };
  }

  /**
   * Looks through files that are published byte for byte, as their hash is told.
   *
   * @throws Failure `secret-published` when one holds what strangers should not read: it cannot be taken out of it
   */
  async modelFiles(root: string, files: Iterable<ModelFile>): Promise<void> {
    for (const { path, digest } of files)
      if (isText.test(path) && digest.bytes <= mostBytes)
        await this.#refuse(path, digest.sha256, () => readFileSync(join(root, path), 'utf8'));
  }

  /** As {@link modelFiles}, of the owner's own files in `public/`. */
  async ownFiles(root: string, paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      if (!isText.test(path)) continue;
      const bytes = readFileSync(join(root, path));
      if (bytes.length <= mostBytes) await this.#refuse(path, sha256Of(bytes), () => bytes.toString('utf8'));
    }
  }

  async #refuse(path: string, digest: string, text: () => string): Promise<void> {
    const isRun = /^models\/[^/]+\/runs\//.test(path);
    const found = await this.#look(path, digest, text, isRun ? 'run' : 'written');
    const [first] = found?.taken ?? [];
    if (first) throw refusal(path, first, isRun);
  }

  /** What is to be published instead of a text; `null` where nothing is taken out of it. */
  async #look(
    path: string,
    digest: string,
    text: () => string,
    kind: RecordKind | 'written',
  ): Promise<{ text: string; taken: Taken[] } | null> {
    const [name, key] = [`gate/${path}`, sha256Of(`${digest} ${kind} ${this.#mark}`)];
    const remember = (): void => void this.#memory.recall(name, key, () => true);
    if (this.#memory.knows(name, key)) {
      remember();
      return null;
    }
    const found = kind === 'written' ? await this.#gate.written(text()) : await this.#record(text(), kind);
    if (found.taken.length > 0) return found;
    remember();
    return null;
  }

  async #record(text: string, kind: RecordKind): Promise<{ text: string; taken: Taken[] }> {
    const record = parsed(text);
    // What is no record is told by whoever shows it.
    if (record === null) return this.#gate.written(text);
    const { value, taken } = await this.#gate.record(record, kind);
    // Its seal is of the whole.
    return { text: JSON.stringify(withoutSeal(value)), taken };
  }
}

function publishedFiles(
  root: string,
  sections: readonly string[],
): { file: ProjectFile; kind: RecordKind | 'written' }[] {
  const all = (kind: RecordKind | 'written', folder: string, ...endings: string[]) =>
    filesIn({ root }, folder, ...endings).map((file) => ({ file, kind }));
  return [
    ...all('card', 'content/models', '.json'),
    ...foldersIn(root, 'content/versions').flatMap((id) => all('card', `content/versions/${id}`, '.json')),
    ...all('report', 'content/reports', '.json'),
    ...foldersIn(root, 'models').flatMap((id) => all('run', `models/${id}/runs`, '.json')),
    ...foldersIn(root, 'runs').flatMap((experiment) => all('run', `runs/${experiment}`, '.json')),
    ...(existsSync(join(root, 'content/home.mdx')) ? all('written', 'content', 'home.mdx') : []),
    ...sections.flatMap((folder) => all('written', `content/${folder}`, '.mdx', '.md')),
  ];
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function refusal(path: string, { kind, field }: Taken, isRun: boolean): Failure {
  const [, model = ''] = /^models\/([^/]+)\//.exec(path) ?? [];
  const hint = isRun
    ? `it is offered for download as it is: npx modelfolio ingest models/${model}/runs --model ${model}, then build; or let it stay: redaction in modelfolio.config.yaml`
    : 'it is published as it is: end its use where it opens something, and take it out';
  return new Failure('secret-published', `holds ${kind === 'email' ? 'an' : 'a'} ${kindWord(kind)}`, {
    file: path,
    field,
    hint,
  });
}
