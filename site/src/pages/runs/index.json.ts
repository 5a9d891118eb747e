import type { APIRoute } from 'astro';
import { runIndexOf } from '@modelfolio/pages/runs/run-index';
import { siteRuns } from '../../runs/site-runs.ts';

/** What the table shows of every run. */
export const GET: APIRoute = ({ locals: { library } }) =>
  new Response(JSON.stringify(runIndexOf(siteRuns(library))), {
    headers: { 'Content-Type': 'application/json' },
  });
