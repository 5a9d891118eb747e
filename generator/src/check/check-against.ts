import { isDeepStrictEqual } from 'node:util';
import { compareCards, type CardComparison } from '@modelfolio/comparison';
import { formatFigure, type ModelCard, type SiteConfig } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { cardPath } from '../card/compose-card.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, readBytes } from '@modelfolio/project';
import { sealState, withoutSeal } from '@modelfolio/project/sealed-record';
import { archivePath } from '../versions/archive-card.ts';
import { cardAtRevision, type Revision } from '../versions/revision.ts';
import { readCard } from './check-card.ts';
import { Findings, type Finding } from './finding.ts';

/**
 * Holds every card against the same card in a git revision: no metric worse beyond its tolerance, no model changed under
 * the same version, no published version rewritten, no card gone.
 *
 * @param models those that are checked; all that the revision has are looked for when `all`
 */
export async function checkAgainst(
  project: Project,
  revision: Revision,
  models: readonly string[],
  { all, tolerances }: { all: boolean; tolerances: SiteConfig['check']['tolerances'] },
): Promise<{ findings: Finding[]; comparisons: CardComparison[] }> {
  const findings: Finding[] = [];
  const comparisons: CardComparison[] = [];
  for (const id of models) {
    const own = new Findings(id);
    const before = await own.attempt(() => cardAtRevision(revision, id));
    const after = before && (await own.attempt(async () => (await readCard(project, id)).value));
    if (before && after) {
      const comparison = compareCards(before, after, { tolerances });
      if (hasDifferences(comparison)) comparisons.push(comparison);
      checkMetrics(own, comparison, revision);
      checkVersion(own, before, after, revision);
    }
    findings.push(...own.list);
  }
  if (all) findings.push(...(await removedCards(project, revision)));
  for (const path of await revision.listFiles('content/versions'))
    findings.push(...(await checkKept(project, revision, path, models)));
  return { findings, comparisons };
}

function hasDifferences({ metrics, ...lists }: CardComparison): boolean {
  return (
    metrics.some(({ verdict }) => verdict !== 'same') ||
    Object.values(lists).some((list) => Array.isArray(list) && list.length > 0)
  );
}

function checkMetrics(
  findings: Findings,
  { metrics, after }: CardComparison,
  { name: revision }: Revision,
): void {
  for (const { name, label, before: old, after: now, format, unit, verdict, tolerance } of metrics) {
    if (verdict !== 'worse' || old === null || now === null) continue;
    const shown = [old, now].map((value) => formatFigure({ value, format, unit }));
    const allowed = tolerance
      ? `beyond its tolerance (${tolerance.absolute} + ${tolerance.relative} of before)`
      : 'and no tolerance is stated';
    findings.add(
      new ModelfolioError(
        'metric-regressed',
        `${label} was ${shown[0]} in ${revision}, is ${shown[1]}, ${allowed}`,
        {
          file: cardPath(after.id),
          field: `/figures/${name}/value`,
          hint: `find out why, or state check.tolerances.${name} in modelfolio.config.yaml`,
        },
      ),
    );
  }
}

function checkVersion(
  findings: Findings,
  before: ModelCard,
  after: ModelCard,
  { name: revision }: Revision,
): void {
  const files = ({ manifest }: ModelCard): string =>
    manifest.formats
      .flatMap((format) => format.files.map(({ path, sha256 }) => `${path} ${sha256}`))
      .join('\n');
  if (before.version === after.version && files(before) !== files(after))
    findings.add(
      new ModelfolioError(
        'version-unraised',
        `other model files than in ${revision}, still version ${after.version}`,
        {
          file: `models/${after.id}/card.yaml`,
          field: 'version',
          hint: 'raise version, and run modelfolio build to keep the card of before',
        },
      ),
    );
}

async function removedCards(project: Project, revision: Revision): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const path of await revision.listFiles('content/models')) {
    const [, id] = /^content\/models\/([^/]+)\.json$/.exec(path) ?? [];
    if (id === undefined || (await kindOf(project, path)) === 'file') continue;
    findings.push({
      model: id,
      name: 'card-removed',
      file: path,
      field: null,
      reason: `it was there in ${revision.name}`,
      remedy: 'bring it back, or remove it in a change of its own',
    });
  }
  return findings;
}

/** A kept card must stay as it was published. */
async function checkKept(
  project: Project,
  revision: Revision,
  path: string,
  models: readonly string[],
): Promise<Finding[]> {
  const [, id = '', version = ''] = /^content\/versions\/([^/]+)\/(.+)\.json$/.exec(path) ?? [];
  if (!models.includes(id)) return [];
  const before = await revision.readFile(path);
  const isThere = (await kindOf(project, archivePath(id, version))) === 'file';
  if (before && isThere && isSame(before, await readBytes(project, path))) return [];
  return [
    {
      model: id,
      name: 'version-rewritten',
      file: path,
      field: null,
      reason: isThere ? `it was otherwise in ${revision.name}` : `it was there in ${revision.name}`,
      remedy: `restore it: git checkout ${revision.name} -- ${path}`,
    },
  ];
}

/** A card of before there were seals may have been sealed since; nothing else may have changed. */
function isSame(before: Uint8Array, now: Uint8Array): boolean {
  if (Buffer.from(before).equals(now)) return true;
  try {
    const [old, sealedNow] = [before, now].map((bytes): unknown =>
      JSON.parse(new TextDecoder().decode(bytes)),
    );
    return (
      sealState(old) === 'not verifiable' &&
      sealState(sealedNow) === 'as written' &&
      isDeepStrictEqual(old, withoutSeal(sealedNow as object))
    );
  } catch {
    return false;
  }
}
