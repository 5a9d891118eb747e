import { fileURLToPath } from 'node:url';
import { createExplainApp, type ExplainOptions } from '../src/app.ts';
import { createLanes } from '@modelfolio/service/lanes';
import { lanesOf } from '@modelfolio/service/limits';
import type { LogEntry } from '@modelfolio/service/request-log';
import { deadlineHint, defaultLimits, type Limits } from '../src/limits.ts';
import { openModels } from '../src/models/open-models.ts';
import { workHere } from './work-here.ts';
import { sqliteStore } from '../src/scenarios/sqlite-store.ts';

/** The models of this repository. */
export const modelsFolder = fileURLToPath(new URL('../../../../models', import.meta.url));

let opened: ReturnType<typeof openModels> | null = null;

/** The service with the real models, a store in memory and a clock that stands still. */
export async function serviceForTests(
  changes: Partial<Omit<ExplainOptions, 'limits'>> & { limits?: Partial<Limits> } = {},
) {
  const { models } = await (opened ??= openModels(modelsFolder));
  const entries: LogEntry[] = [];
  const limits = { ...defaultLimits, ...changes.limits };
  const now = changes.now ?? (() => Date.UTC(2026, 10, 29));
  const state = changes.state ?? { models };
  const options: ExplainOptions = {
    state,
    dear: workHere(state),
    store: sqliteStore(':memory:', { now }),
    lanes: createLanes(lanesOf(limits, deadlineHint)),
    ttlDays: null,
    now,
    corsOrigins: [],
    project: null,
    log: (entry) => entries.push(entry),
    ...changes,
    limits,
  };
  const app = createExplainApp(options);
  return {
    app,
    entries,
    options,
    models,
    /** Sends JSON and gives back the status and the JSON of the answer. */
    send: async (path: string, body?: unknown, init: RequestInit = {}) => {
      const response = await app.request(path, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        ...init,
        headers: {
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(init.headers as Record<string, string> | undefined),
        },
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        json: text === '' ? null : JSON.parse(text),
      };
    },
  };
}
