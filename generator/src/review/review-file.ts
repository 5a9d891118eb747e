import { review, type Review } from '@modelfolio/schemas';
import { kindOf } from '@modelfolio/project';
import { readJson, type JsonFile } from '@modelfolio/project/json-file';
import type { Project } from '../effects.ts';

/** Where the approvals of a model's cards lie. */
export function reviewPath(id: string): string {
  return `content/reviews/${id}.json`;
}

/**
 * Reads `content/reviews/<id>.json`; `null` where nobody approved yet.
 *
 * @throws ModelfolioError `review-invalid`
 */
export async function readReview(project: Project, id: string): Promise<JsonFile<Review> | null> {
  const path = reviewPath(id);
  if ((await kindOf(project, path)) !== 'file') return null;
  return readJson(project, path, review, 'review-invalid');
}
