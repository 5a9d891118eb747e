import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { partsOf, type FailureParts } from '@modelfolio/failures/failure-parts';
import { readLibrary, type Library } from '../library/library.ts';
import type { PublishedTexts } from '../library/project-files.ts';
import { renderPage } from '../renderer/render-page.ts';
import { modelRoutes } from '../routes/model-routes.ts';
import { surveyModel, type ModelSurvey } from '../routes/model-survey.ts';
import { madeFile, type MadeFile } from './staging.ts';

/** What every task of one build has in common: a worker is given it when it starts. */
export interface WorkPlace {
  root: string;
  /** Texts that are published instead of those that lie there. */
  instead?: PublishedTexts | undefined;
  base: string;
  /** Folder that pages are written to. */
  folder: string;
}

/** Pages to be made: those of a model that is not known yet, or some addresses. */
export type RenderTask = { model: string } | { paths: string[] };

/** What became of a task. */
export interface RenderedPart {
  /** Of the model that was not known. */
  survey: ModelSurvey | null;
  /** Addresses that were made, with what was written. */
  pages: { path: string; file: MadeFile }[];
  missingFigures: string[];
}

/** Where the file of an address lies in the site: `/models/x/` is `models/x/index.html`. */
export const fileOfPath = (path: string): string =>
  path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1);

/**
 * Makes the pages of a task and writes them.
 *
 * @throws whatever a page throws
 */
export async function renderPart(
  library: Library,
  { base, folder }: WorkPlace,
  task: RenderTask,
): Promise<RenderedPart> {
  const survey = 'model' in task ? surveyModel(library, task.model) : null;
  const paths =
    'model' in task && survey
      ? modelRoutes(library, task.model, survey).map(({ path }) => path)
      : 'paths' in task
        ? task.paths
        : [];
  const missed = library.missingFigures.length;
  const pages: RenderedPart['pages'] = [];
  for (const path of paths) {
    const bytes = await renderPage(library, path, base);
    if (writeNew(join(folder, fileOfPath(path)), bytes)) pages.push({ path, file: madeFile(bytes) });
  }
  return { survey, pages, missingFigures: library.missingFigures.slice(missed) };
}

/** Writes a file, unless one is there: the owner's own in `public/` win over ours. */
function writeNew(place: string, bytes: Uint8Array): boolean {
  mkdirSync(dirname(place), { recursive: true });
  try {
    writeFileSync(place, bytes, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A failure as it goes between threads, where errors lose their class. */
export type RenderFault = FailureParts | { stack: string };

let library: Library | undefined;

/** `renderPart` in a worker thread: the project is read once in each. */
export async function renderInWorker(
  place: WorkPlace,
  task: RenderTask,
): Promise<RenderedPart | { fault: RenderFault }> {
  try {
    library ??= readLibrary(place.root, place.instead);
    const part = await renderPart(library, place, task);
    // A thread makes the pages of hundreds of models.
    if ('model' in task) library.cards.forget(task.model);
    return part;
  } catch (error) {
    if (error instanceof Failure) return { fault: partsOf(error) };
    return { fault: { stack: String(error instanceof Error ? error.stack : error) } };
  }
}
