import type { APIRoute } from 'astro';

/** The card as it lies in the project, byte for byte. */
export const GET: APIRoute = ({ params, locals: { library } }) => {
  const file = library.cards.file(params['id'] ?? '');
  return file
    ? new Response(file.text, { headers: { 'Content-Type': 'application/json' } })
    : new Response(null, { status: 404 });
};
