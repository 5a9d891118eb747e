import type { Library } from '../library/library.ts';
import { digestOf } from '../library/project-files.ts';
import { versionPairs } from '../versions/model-versions.ts';
import type { ModelSurvey } from './model-survey.ts';
import type { Route } from './route.ts';

/** A model's card with its versions, its playground and its files. */
export function modelRoutes({ cards, versions, reviews }: Library, id: string, survey: ModelSurvey): Route[] {
  const kept = versions.get(id) ?? [];
  const inputs = digestOf([cards.digest(id), reviews.digest(id), ...kept.map(({ file }) => file.digest)]);
  const { version: current, besides } = survey;
  const names = kept.map(({ version }) => version).filter((version) => version !== current);
  return [
    '',
    'card.json',
    'annex-iv/',
    'versions/',
    ...[current, ...names].map((version) => `versions/${version}/`),
    ...names.map((version) => `versions/${version}/card.json`),
    ...versionPairs([current, ...names]).map((pair) => `compare/${pair}/`),
    ...besides,
  ].map((name) => ({ path: `/models/${id}/${name}`, inputs }));
}
