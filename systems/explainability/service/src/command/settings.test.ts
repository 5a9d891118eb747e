import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { defaultScenarioLimits } from '../scenarios/scenario-limits.ts';
import { settingsOf } from './settings.ts';

describe('settings', () => {
  it('have defaults', () => {
    expect(settingsOf({}, {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      tokens: null,
      allowAnonymous: false,
      allowedHosts: [],
      models: { kind: 'folder', folder: 'models' },
      maxModelBytes: 1 << 30,
      store: { kind: 'sqlite', place: 'data/scenarios.db' },
      corsOrigins: [],
      ttlDays: 90,
      scenarioLimits: defaultScenarioLimits,
      limits: defaultLimits,
      project: null,
    });
  });

  it('come from flags, then from the environment', () => {
    const environment = {
      PORT: '1',
      STORE: 'firestore:p',
      CORS_ORIGINS: 'https://a.example, *',
      TTL_DAYS: '7',
    };
    expect(settingsOf({ port: '2' }, environment)).toMatchObject({
      port: 2,
      store: { kind: 'firestore', place: 'p' },
      corsOrigins: ['https://a.example', '*'],
      ttlDays: 7,
    });
    expect(settingsOf({ store: 'sqlite:C:\\x y.db' }, environment).store).toEqual({
      kind: 'sqlite',
      place: 'C:\\x y.db',
    });
  });

  it('limit what is kept, for ever only where that is asked for', () => {
    const { ttlDays, scenarioLimits } = settingsOf(
      { 'ttl-days': '0', 'max-scenarios': '1', 'max-stored-bytes': '2' },
      { MAX_OWNER_SCENARIOS: '3', MAX_OWNER_BYTES: '4' },
    );
    expect({ ttlDays, scenarioLimits }).toEqual({
      ttlDays: null,
      scenarioLimits: { scenarios: 1, bytes: 2, ownerScenarios: 3, ownerBytes: 4 },
    });
  });

  it.each([
    [
      { port: '-1' },
      {},
      '--port: expected a whole number from 0 to 65535, received "-1" (explain-service serve',
    ],
    [{ store: 'redis:x' }, {}, '--store: expected sqlite:<file> or firestore:<project>, received "redis:x"'],
    [{ store: 'sqlite:' }, {}, '--store: expected sqlite:<file> or firestore:<project>, received "sqlite:"'],
    [{ models: 's3://b/p' }, {}, '--models: expected a folder or gs://bucket/prefix, received "s3://b/p"'],
    [{ 'ttl-days': '-1' }, {}, '--ttl-days: expected a whole number from 0 to 36500'],
    [{}, { MAX_SCENARIOS: 'many' }, 'MAX_SCENARIOS: expected a whole number from 0 to 100000000'],
    [{}, { MAX_EXPLAINED_ROWS: '0' }, 'MAX_EXPLAINED_ROWS: expected a whole number from 1 to 100000'],
  ])('%j and %j are refused by name', (flags, environment, message) => {
    expect(() => settingsOf(flags, environment)).toThrow(message);
  });
});
