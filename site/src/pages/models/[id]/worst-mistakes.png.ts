import type { APIRoute } from 'astro';
import { worstMistakesPng } from '../../../worst-mistakes.ts';

export const GET: APIRoute = ({ params, locals: { library } }) => {
  const card = library.cards.get(params['id'] ?? '');
  const png = card && worstMistakesPng(card, library.root);
  if (!png) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(png), { headers: { 'Content-Type': 'image/png' } });
};
