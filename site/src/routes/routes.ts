import type { Library } from '../library/library.ts';
import { digestOf } from '../library/project-files.ts';
import { sectionDigest } from '../library/sections.ts';
import { modelRoutes } from './model-routes.ts';
import type { ModelSurvey } from './model-survey.ts';
import type { Route } from './route.ts';

/**
 * Every page of a project's site, and the files that are made of records.
 *
 * @param surveys of all models
 */
export function routes(library: Library, surveys: ReadonlyMap<string, ModelSurvey>): Route[] {
  const { cards, reports, reviews, sections, home } = library;
  // Prose may show any figure.
  const figures = digestOf([cards.digestOfAll, reports.digestOfAll]);
  return [
    {
      path: '/',
      inputs: digestOf([figures, home?.file.digest ?? '', ...sections.map(sectionDigest)]),
    },
    { path: '/404.html', inputs: '' },
    { path: '/models/', inputs: cards.digestOfAll },
    { path: '/inventory/', inputs: digestOf([cards.digestOfAll, reviews.digestOfAll]) },
    { path: '/explain/', inputs: '' },
    ...Array.from(surveys).flatMap(([id, survey]) => modelRoutes(library, id, survey)),
    ...reportRoutes(library),
    ...runRoutes(library),
    ...sections.flatMap((section) => [
      { path: `/${section.folder}/`, inputs: sectionDigest(section) },
      ...section.pages.map(({ id, file }) => ({
        path: `/${section.folder}/${id}/`,
        inputs: digestOf([figures, sectionDigest(section), file.digest]),
      })),
    ]),
  ];
}

/** The runs themselves are files of their own, copied as they are. */
function runRoutes({ runs }: Library): Route[] {
  if (runs.length === 0) return [];
  const inputs = digestOf(runs.map(({ file }) => `${file.path} ${file.digest}`));
  return [
    { path: '/runs/', inputs },
    { path: '/runs/index.json', inputs },
    { path: '/runs/run/', inputs: '' },
    { path: '/runs/compare/', inputs: '' },
  ];
}

function reportRoutes({ reports }: Library): Route[] {
  if (reports.size === 0) return [];
  return [
    { path: '/reports/', inputs: reports.digestOfAll },
    ...Array.from(reports.keys(), (id) => ({ path: `/reports/${id}/`, inputs: reports.digest(id) })),
  ];
}
