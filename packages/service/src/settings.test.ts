import { describe, expect, it } from 'vitest';
import { defaultLimits } from './limits.ts';
import { commonSettings, commonValues, settingFlags, settingReader } from './settings.ts';

const settings = {
  ...commonSettings,
  folder: { env: 'FOLDER', value: 'path', fallback: 'here', description: 'where it is' },
};
const valuesOf = (flags: Record<string, string>, environment: Record<string, string>) =>
  commonValues(settingReader(settings, { flags, environment }, 'see --help'));

describe('settings', () => {
  it('have defaults', () => {
    expect(valuesOf({}, {})).toEqual({
      port: 8080,
      host: '0.0.0.0',
      corsOrigins: [],
      limits: defaultLimits,
      project: null,
    });
  });

  it('come from flags, then from the environment', () => {
    const environment = { PORT: '1', HOST: '::1', CORS_ORIGINS: 'https://a.example, *', MAX_SECONDS: '7' };
    expect(valuesOf({ port: '2', project: 'p' }, environment)).toEqual({
      port: 2,
      host: '::1',
      corsOrigins: ['https://a.example', '*'],
      limits: { ...defaultLimits, seconds: 7 },
      project: 'p',
    });
    const reader = (flags: Record<string, string>) =>
      settingReader(settings, { flags, environment: { FOLDER: 'there' } }, 'see --help');
    expect(reader({}).text('folder')).toBe('there');
    expect(reader({ folder: '' }).text('folder')).toBe('');
  });

  it.each([
    [{ port: '-1' }, {}, '--port: expected a whole number from 0 to 65535, received "-1"'],
    [{ port: '65536' }, {}, '--port: expected a whole number from 0 to 65535, received "65536"'],
    [{}, { PORT: '8o80' }, 'PORT: expected a whole number from 0 to 65535, received "8o80"'],
    [{}, { CORS_ORIGINS: 'example.org' }, 'CORS_ORIGINS: expected origins such as https://example.org'],
    [{ 'cors-origins': 'https://a.example/x' }, {}, '--cors-origins: expected origins'],
    [{ 'max-seconds': '1e3' }, {}, '--max-seconds: expected a whole number from 1 to 3600'],
  ])('%j and %j are refused by name', (flags, environment, message) => {
    expect(() => valuesOf(flags, environment)).toThrow(message);
  });

  it('each have a flag that names its variable, and its value where it has one', () => {
    const flags = settingFlags(settings);
    expect(flags['folder']).toEqual({
      type: 'string',
      value: 'path',
      description: 'where it is [FOLDER, here]',
    });
    expect(flags['project']?.description).toMatch(/ \[GOOGLE_CLOUD_PROJECT\]$/);
    expect(Object.keys(flags)).toEqual(Object.keys(settings));
  });
});
