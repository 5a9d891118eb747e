import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { settingsOf } from './settings.ts';

describe('settings', () => {
  it('have defaults', () => {
    expect(settingsOf({}, {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      tokens: null,
      allowAnonymous: false,
      allowedHosts: [],
      models: 'models',
      store: { kind: 'sqlite', place: 'data/scenarios.db' },
      corsOrigins: [],
      ttlDays: null,
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

  it.each([
    [
      { port: '-1' },
      {},
      '--port: expected a whole number from 0 to 65535, received "-1" (explain-service serve',
    ],
    [{ store: 'redis:x' }, {}, '--store: expected sqlite:<file> or firestore:<project>, received "redis:x"'],
    [{ store: 'sqlite:' }, {}, '--store: expected sqlite:<file> or firestore:<project>, received "sqlite:"'],
    [{ 'ttl-days': '0' }, {}, '--ttl-days: expected a whole number from 1 to 36500'],
    [{}, { MAX_EXPLAINED_ROWS: '0' }, 'MAX_EXPLAINED_ROWS: expected a whole number from 1 to 100000'],
  ])('%j and %j are refused by name', (flags, environment, message) => {
    expect(() => settingsOf(flags, environment)).toThrow(message);
  });
});
