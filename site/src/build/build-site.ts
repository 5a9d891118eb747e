import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Failure } from '@modelfolio/failures';
import { sha256Of } from '@modelfolio/project';
import type { TakenFrom } from '@modelfolio/redaction/taken';
import { readSiteConfig } from '../library/read-site-config.ts';
import { readLibrary, type Library, type RunFile } from '../library/library.ts';
import { digestOf } from '../library/project-files.ts';
import { placeText } from '../renderer/base.ts';
import { Memory } from '../routes/memory.ts';
import type { ModelSurvey } from '../routes/model-survey.ts';
import { routes } from '../routes/routes.ts';
import { runFiles } from '../runs/site-runs.ts';
import { takeLock } from './build-lock.ts';
import { FormerBuild, readFormerBuild } from './former-build.ts';
import { ProjectGate } from './gate-project.ts';
import { readModelFile } from './model-files.ts';
import { PageMaker } from './make-pages.ts';
import { siteFiles } from './site-files.ts';
import { clearInterrupted, Staging } from './staging.ts';

export interface BuildOptions {
  /** Project with `content/` and `models/`. */
  root: string;
  /** Folder the site is written to. */
  out: string;
  /** The compiled renderer: `client/` with its scripts, styles and images, and `server/`. */
  renderer: string;
  /** Where the site will live, `/` or `/folder/`. */
  base?: string;
  /** Makes every page again. */
  force?: boolean;
  /** Writes over a folder that holds something else. */
  overwrite?: boolean;
  /** Script of the threads that make the pages of many new models. */
  worker?: URL;
  progress?: (text: string) => void;
}

export interface BuildResult {
  pages: number;
  /** Files that were made now. */
  made: number;
  /** Files that are as before. */
  kept: number;
  /** What was taken out of records and pages. */
  taken: TakenFrom[];
}

/**
 * Builds the site of a project. Pages whose inputs are as before are taken from the former build; the former site stays
 * whole until the new one is.
 *
 * @throws Failure with one clear line for what people can fix
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const { force = false, overwrite = false } = options;
  const base = checkBase(options.base ?? '/');
  const root = resolve(options.root);
  const out = resolve(options.out);
  if (root === out || root.startsWith(`${out}/`))
    throw new Failure('bad-folder', 'holds the project itself', {
      file: out,
      hint: 'name another folder with --out',
    });
  const release = takeLock(`${out}.lock`);
  try {
    clearInterrupted(out);
    const renderer = rendererDigest(options.renderer);
    const found = readFormerBuild(out, renderer);
    if (found === 'foreign' && !overwrite)
      throw new Failure('bad-folder', 'holds something that is no site of ours', {
        file: out,
        hint: 'name another folder, or add --overwrite',
      });
    const former = found === 'foreign' || force ? new FormerBuild(out) : found;
    const staging = new Staging(former);
    try {
      return await fill(staging, former, { ...options, root, base, digest: renderer });
    } catch (error) {
      staging.discard();
      throw error;
    }
  } finally {
    release();
  }
}

function checkBase(base: string): string {
  if (/^\/(?:[\w.-]+\/)*$/.test(base)) return base;
  throw new Failure('bad-base', `--base ${base} is no path`, { hint: 'give one like /folder/' });
}

async function fill(
  staging: Staging,
  former: FormerBuild,
  {
    root,
    base,
    renderer,
    digest,
    worker,
    progress = () => {},
  }: BuildOptions & { base: string; digest: string },
): Promise<BuildResult> {
  const memory = new Memory(former.record.memory);
  const { config } = readSiteConfig(root);
  const gate = new ProjectGate(config.redaction, memory);
  const { instead, taken } = await gate.project(root, config);
  const library = readLibrary(root, instead);
  await gate.ownFiles(root, publicFiles(root));
  addPublicFiles(staging, root);
  addAssets(staging, join(renderer, 'client'), base);
  const maker = new PageMaker({ library, memory, staging, former, base, instead, worker, progress });
  try {
    const surveys = await both(maker.models(), addRunFiles(staging, library, memory));
    for (const { files } of surveys.values()) await gate.modelFiles(root, files);
    addModelFiles(staging, root, surveys);
    const all = routes(library, surveys);
    for (const [name, text] of siteFiles(library, all, base))
      staging.keepOrWrite(name, sha256Of(text), () => text);
    const pages = await maker.rest(all, digestOf([digest, library.shared, base]));
    failOnMissingFigures(library);
    staging.swap(memory, digest);
    return { pages, ...staging.counts, taken };
  } finally {
    await maker.close();
  }
}

/** The first of two, once both have ended: a failure of one leaves nothing that still writes. */
async function both<First>(first: Promise<First>, second: Promise<void>): Promise<First> {
  await Promise.allSettled([first, second]);
  await second;
  return first;
}

/** Digest of all that pages are made by. */
function rendererDigest(folder: string): string {
  return digestOf(
    ['client', 'server'].flatMap((part) =>
      filesUnder(join(folder, part)).map(
        (name) => `${part}/${name} ${sha256Of(readFileSync(join(folder, part, name)))}`,
      ),
    ),
  );
}

/** The renderer's scripts, styles and images, under the site's base. */
function addAssets(staging: Staging, assets: string, base: string): void {
  for (const name of filesUnder(assets)) {
    const bytes = readFileSync(join(assets, name));
    staging.keepOrWrite(name, digestOf([name, sha256Of(bytes), base]), () =>
      /\.(?:js|css)$/.test(name) ? placeText(bytes.toString('utf8'), base) : bytes,
    );
  }
}

/** The owner's own files: `public/` as it is. Added first, so that they win over ours. */
function addPublicFiles(staging: Staging, root: string): void {
  for (const path of publicFiles(root)) {
    const bytes = readFileSync(join(root, path));
    staging.keepOrWrite(path.slice('public/'.length), sha256Of(bytes), () => bytes);
  }
}

function publicFiles(root: string): string[] {
  const folder = join(root, 'public');
  return existsSync(folder) ? filesUnder(folder).map((name) => `public/${name}`) : [];
}

/** Each model's files at the addresses of `artifactPath`, their hashes checked. */
function addModelFiles(staging: Staging, root: string, surveys: ReadonlyMap<string, ModelSurvey>): void {
  for (const { files } of surveys.values())
    for (const file of files)
      staging.keepOrWrite(file.url.slice(1), file.digest.sha256, () => readModelFile(root, file));
}

/** Each run's record as it lies there, for the pages that show it; without the spaces that make it good to read. */
async function addRunFiles(staging: Staging, library: Library, memory: Memory): Promise<void> {
  const idOf = (run: RunFile): string =>
    memory.recall(`runs/${run.file.path}`, run.file.digest, () => run.unchecked().id);
  // Threads are given their next tasks meanwhile.
  const breathe = (index: number): Promise<void> | undefined =>
    index % 16 === 0 ? setImmediate() : undefined;
  for (const [index, run] of library.runs.entries()) {
    idOf(run);
    await breathe(index);
  }
  for (const [index, { file, name }] of runFiles(library, idOf).entries()) {
    staging.keepOrWrite(`runs/data/${name}.json`, file.file.digest, () => JSON.stringify(file.unchecked()));
    await breathe(index);
  }
}

function failOnMissingFigures({ missingFigures }: Library): void {
  if (missingFigures.length > 0)
    throw new Failure('unknown-figure', missingFigures.join('; '), {
      hint: 'fix each: no page was replaced',
    });
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}
