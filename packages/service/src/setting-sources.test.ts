import { describe, expect, it } from 'vitest';
import { settingSources } from './setting-sources.ts';
import { settingReader, type Settings } from './settings.ts';

const settings = {
  settings: { env: 'SETTINGS', value: 'file', fallback: '', description: '' },
  port: { env: 'PORT', value: 'number', fallback: '80', description: '' },
  password: { env: 'PASSWORD', value: 'text', kind: 'secret', fallback: '', description: '' },
} as const satisfies Settings;

const files: Record<string, string | Uint8Array> = {
  'a.yaml': 'port: 1',
  'b.yaml': 'port: 2\npassword-file: secret',
  'wrong.yaml': 'port: 1\nport: 2',
  secret: 'open sesame\n',
  windows: 'open sesame\r\n',
  bytes: Uint8Array.of(0xff),
};
const disk = {
  readFile: async (path: string) => {
    const data = files[path];
    if (data === undefined)
      throw Object.assign(new Error(`EACCES: ${path}`), { code: path === 'none' ? 'ENOENT' : 'EACCES' });
    return typeof data === 'string' ? new TextEncoder().encode(data) : data;
  },
};
const reader = async (flags: Record<string, string>, environment: Record<string, string> = {}) =>
  settingReader(settings, await settingSources(settings, { flags, environment }, disk), '');

describe('the sources of settings', () => {
  it('have the file that the flag names, else the one of the environment, else none', async () => {
    expect((await reader({ settings: 'a.yaml' }, { SETTINGS: 'b.yaml' })).text('port')).toBe('1');
    expect((await reader({}, { SETTINGS: 'b.yaml' })).text('port')).toBe('2');
    expect((await reader({ settings: '' }, { SETTINGS: 'b.yaml' })).text('port')).toBe('80');
    expect((await reader({})).text('port')).toBe('80');
  });

  it.each([
    [{ 'password-file': 'secret' }, {}],
    [{ 'password-file': 'secret' }, { PASSWORD: 'other' }],
    [{}, { PASSWORD_FILE: 'windows' }],
    [{}, { PASSWORD: 'open sesame' }],
    [{}, { PASSWORD: 'open sesame', SETTINGS: 'b.yaml' }],
    [{ settings: 'b.yaml' }, {}],
  ])('have the secret of %j and %j', async (flags, environment) => {
    expect((await reader(flags, environment)).text('password')).toBe('open sesame');
  });

  it.each([
    [{ settings: 'none' }, {}, '--settings none: there is no such file'],
    [{}, { SETTINGS: 'locked' }, 'SETTINGS locked: it cannot be read: EACCES: locked'],
    [{ settings: 'bytes' }, {}, '--settings bytes: it cannot be read: '],
    [{ settings: 'wrong.yaml' }, {}, 'wrong.yaml: 2:1: Map keys must be unique'],
    [{ 'password-file': 'none' }, {}, '--password-file none: there is no such file'],
    [{}, { PASSWORD_FILE: 'none' }, 'PASSWORD_FILE none: there is no such file'],
    [{}, { PASSWORD_FILE: 'secret', PASSWORD: '' }, 'PASSWORD and PASSWORD_FILE are both set'],
  ])('are refused where %j and %j make no sense', async (flags, environment, message) => {
    await expect(reader(flags, environment)).rejects.toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(message) }),
    );
  });
});
