import { availableParallelism } from 'node:os';
import type { Command } from '@modelfolio/command-line';
import { sessionPool } from '@modelfolio/inference/node/session-pool';
import { openAccess } from '@modelfolio/service/access';
import { createLanes } from '@modelfolio/service/lanes';
import { lanesOf } from '@modelfolio/service/limits';
import { createLog } from '@modelfolio/service/log';
import { createMetrics } from '@modelfolio/service/metrics';
import { serveUntil } from '@modelfolio/service/serve';
import { settingSources } from '@modelfolio/service/setting-sources';
import { settingFlags } from '@modelfolio/service/settings';
import { createExplainApp } from '../app.ts';
import { deadlineHint } from '../limits.ts';
import type { ModelContent } from '../models/loaded-model.ts';
import { loadModels } from '../models/load-models.ts';
import { graphSeconds } from '../models/graph-seconds.ts';
import { openStore } from '../scenarios/open-store.ts';
import { sweepRegularly } from '../scenarios/sweep-regularly.ts';
import type { ServiceState } from '../service-state.ts';
import { workerPool } from '../work/worker-pool.ts';
import type { Effects } from './effects.ts';
import { settings, settingsOf, type Settings } from './settings.ts';
import { UsageError } from '@modelfolio/command-line/usage-error';

export const serveCommand: Command<Effects> = {
  name: 'serve',
  summary: 'answers HTTP requests until it is told to end',
  operands: '',
  description:
    'Answers HTTP requests. Logs a JSON line for each on standard output. SIGTERM and SIGINT end it when what\n' +
    'is being answered is done. Each flag may be an environment variable instead: its name and its default\n' +
    'stand in brackets.',
  flags: settingFlags(settings),
  run: async (operands, flags, effects) => {
    if (operands.length > 0)
      throw new UsageError(`no operand named ${operands[0]}`, { hint: 'explain-service serve --help' });
    const { environment } = effects;
    const { file } = await settingSources(settings, { flags, environment });
    await serve(settingsOf(flags, environment, file), effects);
    return 0;
  },
};

async function serve(values: Settings, effects: Effects): Promise<void> {
  const { now, ending, out } = effects;
  const log = createLog(out);
  const access = await openAccess(values, { program: 'explain-service', now, log });
  const store = await openStore(values.store, { now, limits: values.scenarioLimits });
  const stopSweeping = sweepRegularly(store, { log });
  const state: ServiceState = { models: null };
  const timeLimit = graphSeconds(values.limits);
  const sessions = sessionPool();
  let content: readonly ModelContent[] = [];
  const dear = workerPool({
    threads: Math.min(values.limits.dear, availableParallelism()),
    models: () => content,
    timeLimit,
  });
  const lanes = createLanes(lanesOf(values.limits, deadlineHint));
  const metrics = createMetrics();
  metrics.watchLanes(lanes.gates);
  metrics.watchLog(log.dropped);
  const stopping = new AbortController();
  const app = createExplainApp({
    ...values,
    access,
    state,
    store,
    dear,
    lanes,
    metrics,
    ending: stopping.signal,
    now,
    log,
  });
  try {
    await serveUntil(ending, {
      ...values,
      seconds: values.limits.seconds,
      fetch: app.fetch,
      gate: lanes,
      log,
      refused: metrics.refused,
      prepare: async (signal) => {
        const { models, leftOut } = await loadModels(values.models, {
          maxBytes: values.maxModelBytes,
          open: (bytes, own) => sessions.open(bytes, { timeLimit, ...own }),
          signal,
        });
        content = [...models.values()].map((model) => model.content);
        state.models = models;
        // Nobody waits for the threads but who asks for what they do, and hears then why there are none.
        dear.start().catch(() => {});
        for (const line of leftOut) log({ severity: 'INFO', message: `left out ${line}` });
        return [...models.keys()].join(', ');
      },
      stop: () => stopping.abort(),
    });
  } finally {
    await dear.end();
    sessions.end();
    await stopSweeping();
    await store.close();
    log({ severity: 'INFO', message: 'ended' });
  }
}
