import { describe, expect, it } from 'vitest';
import { commonSettings, commonValues } from './common-settings.ts';
import { defaultLimits } from './limits.ts';
import { settingReader } from './settings.ts';

const valuesOf = (flags: Record<string, string | boolean>, environment: Record<string, string>) =>
  commonValues(settingReader(commonSettings, { flags, environment }, 'see --help'));

describe('the settings of every service', () => {
  it('let only this machine in by default', () => {
    expect(valuesOf({}, {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      tokens: null,
      allowAnonymous: false,
      allowedHosts: [],
      corsOrigins: [],
      limits: defaultLimits,
      project: null,
    });
  });

  it('are read by their names', () => {
    const environment = {
      PORT: '1',
      HOST: '::1',
      CORS_ORIGINS: 'https://a.example, *',
      MAX_SECONDS: '7',
      TOKENS: 'tokens.yaml',
      ALLOWED_HOSTS: '*.a.example,b.example:8080,[::1]',
    };
    expect(valuesOf({ port: '2', project: 'p', 'allow-anonymous': true }, environment)).toEqual({
      port: 2,
      host: '::1',
      tokens: 'tokens.yaml',
      allowAnonymous: true,
      allowedHosts: ['*.a.example', 'b.example:8080', '[::1]'],
      corsOrigins: ['https://a.example', '*'],
      limits: { ...defaultLimits, seconds: 7 },
      project: 'p',
    });
  });

  it.each([
    [{ port: '-1' }, {}, '--port: expected a whole number from 0 to 65535, received "-1"'],
    [{ port: '65536' }, {}, '--port: expected a whole number from 0 to 65535, received "65536"'],
    [{}, { PORT: '8o80' }, 'PORT: expected a whole number from 0 to 65535, received "8o80"'],
    [{}, { CORS_ORIGINS: 'example.org' }, 'CORS_ORIGINS: expected origins such as https://example.org'],
    [{ 'cors-origins': 'https://a.example/x' }, {}, '--cors-origins: expected origins'],
    [{ 'allowed-hosts': 'a.example,10.*' }, {}, '--allowed-hosts: expected names such as example.org'],
    [{}, { ALLOW_ANONYMOUS: 'maybe' }, 'ALLOW_ANONYMOUS: expected true or false, received "maybe"'],
    [{ 'max-seconds': '1e3' }, {}, '--max-seconds: expected a whole number from 1 to 3600'],
  ])('%j and %j are refused by name', (flags, environment, message) => {
    expect(() => valuesOf(flags, environment)).toThrow(message);
  });
});
