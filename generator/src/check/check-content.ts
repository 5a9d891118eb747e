import { modelCard, report, type SiteConfig } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { cardPath } from '../card/compose-card.ts';
import { readJson } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, listFolder, readBytes } from '@modelfolio/project';
import { readSiteConfig, siteConfigPath } from '@modelfolio/project/site-config-file';
import { checkLinkSafe } from './check-link-safe.ts';
import { checkClaims } from './check-claims.ts';
import { checkText } from './check-text.ts';
import { Findings, type Finding } from './finding.ts';
import { namesState } from './names-state.ts';
import { siteAddresses, type SiteAddresses } from './site-addresses.ts';
import { readWrittenPage, type WrittenPage } from './written-page.ts';

/** A page with its address and what it refers to. */
interface FoundPage extends WrittenPage {
  path: string;
  address: string;
}

/** All that is wrong with what people wrote: the configuration, the pages, the words of every card. */
export async function checkContent(project: Project, models: readonly string[]): Promise<Finding[]> {
  const findings = new Findings(null);
  const config = await findings.attempt(() => readSiteConfig(project));
  if ((await kindOf(project, siteConfigPath)) === 'file')
    checkText(findings, siteConfigPath, await textOf(project, siteConfigPath));
  for (const id of models) {
    const path = `models/${id}/card.yaml`;
    if ((await kindOf(project, path)) === 'file') checkText(findings, path, await textOf(project, path));
  }
  if (!config) return findings.list;
  const pages = await readPages(findings, project, config);
  const addresses = await siteAddresses(
    project,
    config,
    new Map(pages.map(({ address, anchors }) => [address, anchors])),
  );
  for (const page of pages) {
    for (const { target, place } of page.texts)
      checkClaims(findings, [target], { file: page.path, field: place }, '<Typed>…</Typed> in a page of MDX');
    await checkFigureReferences(findings, project, page);
    await checkLinks(findings, addresses, page);
  }
  return findings.list;
}

const textOf = async (project: Project, path: string): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readBytes(project, path));

async function readPages(
  findings: Findings,
  project: Project,
  { sections }: SiteConfig,
): Promise<FoundPage[]> {
  const files = [{ path: 'content/home.mdx', address: '/' }];
  for (const { folder } of sections)
    for (const name of await listFolder(project, `content/${folder}`))
      if (/^[^.].*\.mdx?$/.test(name))
        files.push({
          path: `content/${folder}/${name}`,
          address: `/${folder}/${name.replace(/\.mdx?$/, '')}/`,
        });
  const pages: FoundPage[] = [];
  for (const { path, address } of files) {
    if ((await kindOf(project, path)) !== 'file') continue;
    const text = await textOf(project, path);
    checkText(findings, path, text);
    const page = await findings.attempt(() => readWrittenPage(path, text));
    if (page) pages.push({ ...page, path, address });
  }
  return pages;
}

async function checkFigureReferences(
  findings: Findings,
  project: Project,
  { path, figures }: FoundPage,
): Promise<void> {
  for (const { target, place } of figures) {
    const known = await figuresOf(project, target);
    if (known.has(target)) continue;
    findings.add(
      new ModelfolioError('figure-unknown', `no figure ${target || '(none named: of="…" is missing)'}`, {
        file: path,
        field: place,
        hint:
          known.size > 0
            ? `there are: ${[...known].join(', ')}`
            : 'no card or report of that name has figures',
      }),
    );
  }
}

/** References to every figure of the card or report that a reference speaks of. */
async function figuresOf(project: Project, reference: string): Promise<ReadonlySet<string>> {
  const parts = reference.split('/');
  const isReport = parts[0] === 'reports';
  const owner = (isReport ? parts[1] : parts[0]) ?? '';
  const path = isReport ? `content/reports/${owner}.json` : cardPath(owner);
  if (!/^[a-z0-9-]+$/.test(owner) || (await kindOf(project, path)) !== 'file') return new Set();
  const figures = isReport
    ? (await readJson(project, path, report, 'record-mismatch')).value.figures
    : (await readJson(project, path, modelCard, 'card-invalid')).value.figures;
  return new Set(Object.keys(figures).map((name) => `${isReport ? `reports/${owner}` : owner}/${name}`));
}

async function checkLinks(
  findings: Findings,
  addresses: SiteAddresses,
  { path, address, links }: FoundPage,
): Promise<void> {
  for (const { target, place, kind } of links) {
    if (checkLinkSafe(findings, { target, kind }, { file: path, field: place })) continue;
    const dead = (reason: string, hint: string): void =>
      findings.add(new ModelfolioError('link-dead', reason, { file: path, field: place, hint }));
    if (!URL.canParse(target, `http://site${address}`)) {
      dead(`${target} is no address`, 'fix it');
      continue;
    }
    const { host, protocol, pathname, hash } = new URL(target, `http://site${address}`);
    if (host !== 'site' || protocol !== 'http:') continue;
    if (!(await addresses.has(pathname))) {
      const slashed = await addresses.has(`${pathname}/`);
      dead(
        `nothing will be at ${pathname}`,
        slashed ? `write ${pathname}/` : 'fix the link, or write the page',
      );
      continue;
    }
    const anchors = addresses.anchorsOf(pathname);
    const anchor = decodeURIComponent(hash.slice(1));
    if (anchor !== '' && anchor !== '_top' && !namesState(anchor) && anchors && !anchors.includes(anchor))
      dead(`${pathname} has no heading #${anchor}`, `it has: ${anchors.join(', ')}`);
  }
}
