import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';
import { projectRoot } from '../../../project-root.ts';

export async function getStaticPaths() {
  const cards = await getCollection('models');
  return cards.map(({ data }) => ({ params: { id: data.id } }));
}

/** The card as it lies in the repository, byte for byte. */
export const GET: APIRoute = ({ params }) =>
  new Response(readFileSync(join(projectRoot, 'content/models', `${params['id']}.json`), 'utf8'), {
    headers: { 'Content-Type': 'application/json' },
  });
