import { getCollection } from 'astro:content';
import type { Records } from './find-figure.ts';

/** Every card and report of the project. */
export async function records(): Promise<Records> {
  const [models, reports] = await Promise.all([getCollection('models'), getCollection('reports')]);
  return {
    models: new Map(models.map(({ data }) => [data.id, data])),
    reports: new Map(reports.map(({ data }) => [data.id, data])),
  };
}
