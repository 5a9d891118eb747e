import { describe, expect, it } from 'vitest';
import { commonSettings, commonValues } from './common-settings.ts';
import { defaultLimits } from './limits.ts';
import { settingFlags, settingReader } from './settings.ts';

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

  const limits = [
    ['max-body-bytes', 'MAX_BODY_BYTES', 'bodyBytes', 1000, 1 << 28],
    ['max-seconds', 'MAX_SECONDS', 'seconds', 1, 3600],
    ['max-concurrent', 'MAX_CONCURRENT', 'concurrent', 1, 1000],
    ['max-dear', 'MAX_DEAR', 'dear', 1, 1000],
    ['max-queue', 'MAX_QUEUE', 'queue', 0, 10_000],
    ['max-wait-seconds', 'MAX_WAIT_SECONDS', 'waitSeconds', 1, 3600],
  ] as const;
  it.each(limits)('bound a request: --%s or %s is its %s, from %i to %i', (flag, env, name, least, most) => {
    for (const value of [least, most]) {
      expect(valuesOf({ [flag]: String(value) }, {}).limits).toEqual({ ...defaultLimits, [name]: value });
      expect(valuesOf({}, { [env]: String(value) }).limits).toEqual({ ...defaultLimits, [name]: value });
    }
    for (const value of [least - 1, most + 1])
      expect(() => valuesOf({}, { [env]: String(value) })).toThrow(
        `${env}: expected a whole number from ${least} to ${most}, received "${value}"`,
      );
  });

  it('are told by --help, each with its variable and what holds without it', () => {
    const flags = settingFlags(commonSettings);
    expect(Object.keys(flags)).toEqual(Object.keys(commonSettings));
    for (const [name, { env, fallback, description }] of Object.entries(commonSettings)) {
      expect(flags[name]?.description).toBe(
        `${description} [${env}${fallback === '' ? '' : `, ${fallback}`}]`,
      );
      expect(description).toMatch(/^\w.{12,}/);
      expect(env).toBe(name === 'project' ? 'GOOGLE_CLOUD_PROJECT' : name.replaceAll('-', '_').toUpperCase());
    }
    expect(flags['allow-anonymous']?.type).toBe('boolean');
    expect(flags['port']).toMatchObject({ type: 'string', value: 'number' });
  });

  it('take lists from the environment and an empty project for none', () => {
    expect(valuesOf({}, { GOOGLE_CLOUD_PROJECT: '', ALLOW_ANONYMOUS: 'yes' })).toMatchObject({
      project: null,
      allowAnonymous: true,
    });
    expect(valuesOf({ port: '0' }, {}).port).toBe(0);
    expect(valuesOf({ port: '65535' }, { GOOGLE_CLOUD_PROJECT: 'p' })).toMatchObject({
      port: 65_535,
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
