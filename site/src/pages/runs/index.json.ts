import type { APIRoute } from 'astro';
import { runIndexOf } from '../../runs/run-index.ts';
import { siteRuns } from '../../runs/site-runs.ts';

/** What the table shows of every run. */
export const GET: APIRoute = ({ locals: { library } }) =>
  new Response(JSON.stringify(runIndexOf(siteRuns(library))), {
    headers: { 'Content-Type': 'application/json' },
  });
