import type { APIRoute, GetStaticPaths } from 'astro';
import { getCollection } from 'astro:content';
import type { ModelCard } from '@modelfolio/schemas';
import { projectRoot } from '../../../project-root.ts';
import { worstMistakesPng } from '../../../worst-mistakes.ts';

export const getStaticPaths = (async () => {
  const cards = await getCollection('models');
  return cards
    .filter(({ data }) => data.manifest.input.kind === 'image' && worstMistakesPng(data, projectRoot))
    .map(({ data }) => ({ params: { id: data.id }, props: { card: data } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ card: ModelCard }> = ({ props }) => {
  const png = worstMistakesPng(props.card, projectRoot);
  return new Response(png && new Uint8Array(png), { headers: { 'Content-Type': 'image/png' } });
};
