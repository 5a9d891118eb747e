import { exportFormats } from '@modelfolio/exports';
import type { APIRoute } from 'astro';
import { artifactPath } from '../artifacts.ts';
import { siteUrl } from '../site-url.ts';

/** Answers with a model's card in a format that others read. */
export function exportEndpoint(name: string): APIRoute {
  return ({ params, locals: { library } }) => {
    const card = library.cards.get(params['id'] ?? '');
    const format = exportFormats.find((candidate) => candidate.name === name);
    const { address } = library.config;
    const at = (path: string): string =>
      address === undefined ? siteUrl(path) : new URL(siteUrl(path), address).href;
    const text =
      card &&
      format?.write(card, {
        address: address === undefined ? undefined : at(`/models/${card.id}/`),
        fileUrl: (file) => at(artifactPath(file)),
      });
    if (!format || !text) return new Response(null, { status: 404 });
    return new Response(text, { headers: { 'Content-Type': format.mediaType } });
  };
}
