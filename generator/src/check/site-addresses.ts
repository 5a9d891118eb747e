import { exportFormats } from '@modelfolio/exports';
import { sectionTitles, type SiteConfig } from '@modelfolio/schemas';
import { kindOf, listFolder } from '@modelfolio/project';
import type { Project } from '../effects.ts';

/** Anchors of a card's page. */
const cardAnchors = [
  ...Object.keys(sectionTitles),
  'bias-and-explanation',
  'candidates',
  'reproduce',
  'downloads',
  'sources',
];

/** What a link in the owner's text may lead to. */
export interface SiteAddresses {
  /** Whether an address from the site's root, such as `/models/x/`, will be there when the site is built. */
  has(path: string): Promise<boolean>;
  /** Ids on a page, where they are known without building it. */
  anchorsOf(path: string): readonly string[] | null;
}

/** The addresses that a project's site will have, told from its files. */
export async function siteAddresses(
  project: Project,
  { sections }: SiteConfig,
  anchors: ReadonlyMap<string, readonly string[]>,
): Promise<SiteAddresses> {
  const ids = async (folder: string, endings: RegExp): Promise<string[]> =>
    (await listFolder(project, folder))
      .filter((name) => endings.test(name))
      .map((name) => name.replace(endings, ''));
  const models = await ids('content/models', /\.json$/);
  const reports = await ids('content/reports', /\.json$/);
  const pages = new Set([
    '/',
    '/models/',
    '/inventory/',
    '/runs/',
    '/explain/',
    ...(reports.length > 0 ? ['/reports/'] : []),
  ]);
  for (const id of reports) pages.add(`/reports/${id}/`);
  for (const { folder } of sections) {
    pages.add(`/${folder}/`);
    for (const id of await ids(`content/${folder}`, /\.mdx?$/)) pages.add(`/${folder}/${id}/`);
  }
  const besides = [
    '',
    'playground/',
    'what-if/',
    'annex-iv/',
    'versions/',
    'card.json',
    ...exportFormats.map(({ file }) => file),
  ];
  for (const id of models) for (const name of besides) pages.add(`/models/${id}/${name}`);
  return {
    async has(path) {
      if (pages.has(path)) return true;
      const [, model = '', rest = ''] =
        /^\/models\/([^/]+)\/(versions\/.+|compare\/.+\.\.\..+)$/.exec(path) ?? [];
      if (rest !== '') return models.includes(model);
      if (/^\/runs\/(?:run|compare)\/$/.test(path)) return true;
      return (await kindOf(project, `public${decodeURI(path)}`)) === 'file';
    },
    anchorsOf(path) {
      const [, model] = /^\/models\/([^/]+)\/$/.exec(path) ?? [];
      return model !== undefined && models.includes(model) ? cardAnchors : (anchors.get(path) ?? null);
    },
  };
}
