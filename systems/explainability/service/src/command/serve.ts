import type { Command } from '@modelfolio/command-line';
import { openAccess } from '@modelfolio/service/access';
import { createGate } from '@modelfolio/service/gate';
import type { LogEntry } from '@modelfolio/service/request-log';
import { serveUntil } from '@modelfolio/service/serve';
import { settingSources } from '@modelfolio/service/setting-sources';
import { settingFlags } from '@modelfolio/service/settings';
import { createExplainApp } from '../app.ts';
import { deadlineHint } from '../limits.ts';
import { loadModels } from '../models/load-models.ts';
import { openStore } from '../scenarios/open-store.ts';
import { sweepRegularly } from '../scenarios/sweep-regularly.ts';
import type { ServiceState } from '../service-state.ts';
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
  const { now, ending } = effects;
  const log = (entry: LogEntry): void => effects.print(JSON.stringify(entry));
  const access = await openAccess(values, { program: 'explain-service', now, log });
  const store = await openStore(values.store, { now, limits: values.scenarioLimits });
  const stopSweeping = sweepRegularly(store, { log });
  const state: ServiceState = { models: null, isEnding: false };
  const gate = createGate({ ...values.limits, deadlineHint });
  try {
    await serveUntil(ending, {
      ...values,
      seconds: values.limits.seconds,
      fetch: createExplainApp({ ...values, access, state, store, gate, now, log }).fetch,
      gate,
      log,
      prepare: async (signal) => {
        const { models, leftOut } = await loadModels(values.models, {
          maxBytes: values.maxModelBytes,
          signal,
        });
        state.models = models;
        for (const line of leftOut) log({ severity: 'INFO', message: `left out ${line}` });
        return [...models.keys()].join(', ');
      },
      stop: () => {
        state.isEnding = true;
      },
    });
  } finally {
    await Promise.all([...(state.models?.values() ?? [])].map((model) => model.close()));
    await stopSweeping();
    await store.close();
    log({ severity: 'INFO', message: 'ended' });
  }
}
