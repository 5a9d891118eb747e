import type { Command } from '@modelfolio/command-line';
import { createApp } from '../app.ts';
import { createGate } from '../http/gate.ts';
import type { LogEntry } from '../http/request-log.ts';
import { listen } from '../http/listen.ts';
import { openModels } from '../models/open-models.ts';
import { openStore } from '../scenarios/open-store.ts';
import type { ServiceState } from '../service-state.ts';
import type { Effects } from './effects.ts';
import { settingFlags, settingsOf } from './settings.ts';
import { UsageError } from './usage-error.ts';

export const serveCommand: Command<Effects> = {
  name: 'serve',
  summary: 'answers HTTP requests until it is told to end',
  operands: '',
  description:
    'Answers HTTP requests. Logs a JSON line for each on standard output. SIGTERM and SIGINT end it when what\n' +
    'is being answered is done. Each flag may be an environment variable instead: its name and its default\n' +
    'stand in brackets.',
  flags: settingFlags,
  run: async (operands, flags, effects) => {
    if (operands.length > 0)
      throw new UsageError(`no operand named ${operands[0]}`, { hint: 'explain-service serve --help' });
    await serve(settingsOf(flags, effects.environment), effects);
    return 0;
  },
};

/**
 * Cloud Run kills ten seconds after SIGTERM
 * (https://docs.cloud.google.com/run/docs/container-contract#instance-shutdown); what still computes then is told to stop
 * a little before.
 */
const drainingMs = 8000;

async function serve(settings: ReturnType<typeof settingsOf>, effects: Effects): Promise<void> {
  const log = (entry: LogEntry): void => effects.print(JSON.stringify(entry));
  const store = await openStore(settings.store, { now: effects.now });
  const state: ServiceState = { models: null, isEnding: false };
  const gate = createGate(settings.limits);
  try {
    const app = createApp({ ...settings, state, store, gate, now: effects.now, log });
    // It listens before the models are there: whoever asks is told to wait instead of being refused.
    const server = await listen(app.fetch, settings);
    try {
      log({ severity: 'INFO', message: `listening on ${server.address}` });
      const { models, leftOut } = await openModels(settings.models);
      state.models = models;
      for (const line of leftOut) log({ severity: 'INFO', message: `left out ${line}` });
      log({ severity: 'INFO', message: `ready with ${[...models.keys()].join(', ')}` });
      await aborted(effects.ending);
    } finally {
      state.isEnding = true;
      log({ severity: 'INFO', message: `ending; ${gate.busy} requests are being computed` });
      await server.drain(drainingMs, () => gate.close());
    }
  } finally {
    await Promise.all([...(state.models?.values() ?? [])].map((model) => model.close()));
    await store.close();
    log({ severity: 'INFO', message: 'ended' });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
