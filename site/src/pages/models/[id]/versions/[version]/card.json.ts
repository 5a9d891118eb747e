import type { APIRoute } from 'astro';
import { modelVersions } from '../../../../../versions/model-versions.ts';

/** An earlier card as data, byte for byte as it was kept. */
export const GET: APIRoute = ({ locals, params }) => {
  const found = modelVersions(locals.library, params['id']);
  const kept = found?.kept.find(({ version }) => version === params['version']);
  if (!kept) return new Response(null, { status: 404 });
  return new Response(kept.file.text, { headers: { 'Content-Type': 'application/json' } });
};
