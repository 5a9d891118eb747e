import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Project } from '../effects.ts';
import { siteProgram } from '../freeze/site-program.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { sha256Of } from '@modelfolio/project';
import { Findings, type Finding } from './finding.ts';

/** Lies in every site that was built here; hosts leave out names that begin with a dot. */
const recordName = '.modelfolio-site.json';
/** More altered pages than this are counted only: one lie in a record may show on all of them. */
const mostShown = 10;

/**
 * Builds the site of a project again, and holds every file of the built one against it: pages, data and the files of
 * models must be what `content/` and `models/` make. A folder that no build of ours left is said not to be verifiable.
 *
 * @param folder the built site
 * @throws ModelfolioError `project-missing` where the package that builds sites is not installed
 */
export async function checkRebuilt(project: Project, folder: string): Promise<Finding[]> {
  const { root, effects } = project;
  const findings = new Findings(null);
  const built = await digestsIn(folder);
  if (!built.delete(recordName)) {
    findings.add(
      new ModelfolioError('site-unverifiable', `holds no ${recordName}: nothing tells how it was built`, {
        file: folder,
        hint: 'check the folder that modelfolio-site build wrote',
      }),
    );
    return findings.list;
  }
  const base = baseOf(await readFile(join(folder, 'index.html'), 'utf8').catch(() => ''));
  const temporary = await mkdtemp(join(tmpdir(), 'modelfolio-site-'));
  try {
    effects.progress('building the site again');
    const again = join(temporary, 'site');
    const { code, stderr } = await effects.runProcess(
      process.execPath,
      [siteProgram(), 'build', '--json', '--root', root, '--out', again, '--base', base],
      root,
    );
    effects.progress(null);
    effects.signal.throwIfAborted();
    if (code !== 0)
      throw new ModelfolioError(
        'site-differs',
        `it cannot be built again: ${stderr.toString().trim().split('\n').at(-1) ?? ''}`,
        { file: folder, hint: 'fix that, and build it again' },
      );
    const wanted = await digestsIn(again);
    wanted.delete(recordName);
    const faults = differences(built, wanted);
    for (const [file, reason] of faults.slice(0, mostShown)) findings.add(differs(file, reason));
    if (faults.length > mostShown)
      findings.add(differs(folder, `and ${faults.length - mostShown} more files differ`));
    return findings.list;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function differs(file: string, reason: string): ModelfolioError {
  return new ModelfolioError('site-differs', reason, { file, hint: 'build it again: modelfolio-site build' });
}

function differences(
  built: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): [string, string][] {
  const faults: [string, string][] = [];
  for (const [file, digest] of wanted) {
    const found = built.get(file);
    if (found === undefined) faults.push([file, 'is missing from the built site']);
    else if (found !== digest) faults.push([file, 'is not what the records make']);
  }
  for (const file of built.keys()) if (!wanted.has(file)) faults.push([file, 'is made of no record']);
  return faults;
}

/** SHA-256 of every file under a folder, by path. */
async function digestsIn(folder: string): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const path = join(entry.parentPath, entry.name);
    digests.set(relative(folder, path).replaceAll('\\', '/'), sha256Of(await readFile(path)));
  }
  return digests;
}

/** Path that a site lives under, by where its pages look for their styles. */
function baseOf(page: string): string {
  return /(?:href|src)="([^":]*\/)_astro\//.exec(page)?.[1] ?? '/';
}
