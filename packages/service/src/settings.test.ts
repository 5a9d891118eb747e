import { describe, expect, it } from 'vitest';
import { settingFlags, settingReader, type Settings, type SettingsFile } from './settings.ts';

const settings = {
  folder: { env: 'FOLDER', value: 'path', fallback: 'here', description: 'where it is' },
  size: { env: 'SIZE', value: 'number', fallback: '', description: 'how large' },
  names: { env: 'NAMES', value: 'list', fallback: '', description: 'who' },
  loud: { env: 'LOUD', value: 'switch', kind: 'switch', fallback: '', description: 'says more' },
  password: { env: 'PASSWORD', value: 'text', kind: 'secret', fallback: '', description: 'the word' },
} as const satisfies Settings;

const file = (values: Record<string, string>): SettingsFile => ({
  path: 'a.yaml',
  values,
  placeOf: () => '3:1',
});
type Given = [Record<string, string | boolean>, Record<string, string>, Record<string, string>?];
const reader = (...[flags, environment, values = {}]: Given) =>
  settingReader(settings, { flags, environment, file: file(values) }, 'see --help');

describe('settings', () => {
  it('come from flags, then from the environment, then from the file, then from the program', () => {
    const inFile = { folder: 'in the file' };
    expect(reader({}, {}).text('folder')).toBe('here');
    expect(reader({}, {}, inFile).text('folder')).toBe('in the file');
    expect(reader({}, { FOLDER: 'there' }, inFile).text('folder')).toBe('there');
    expect(reader({ folder: '' }, { FOLDER: 'there' }, inFile).text('folder')).toBe('');
    expect(settingReader(settings, { flags: {}, environment: {} }, '').text('folder')).toBe('here');
  });

  it('may be lists', () => {
    expect(reader({ names: ' a, b,,' }, {}).list('names')).toEqual(['a', 'b']);
    expect(reader({}, {}).list('names')).toEqual([]);
  });

  it('may be switches', () => {
    expect(reader({}, {}).isOn('loud')).toBe(false);
    expect(reader({ loud: true }, { LOUD: 'no' }).isOn('loud')).toBe(true);
    for (const word of ['1', 'true', 'Yes', ' on '])
      expect(reader({}, { LOUD: word }).isOn('loud')).toBe(true);
    for (const word of ['', '0', 'false', 'no', 'off'])
      expect(reader({}, {}, { loud: word }).isOn('loud')).toBe(false);
  });

  it.each<[Given, string]>([
    [[{ size: 'x' }, {}], '--size: expected a whole number from 1 to 9, received "x" (see --help)'],
    [[{}, { SIZE: '0' }], 'SIZE: expected a whole number from 1 to 9, received "0" (see --help)'],
    [
      [{}, {}, { size: '10' }],
      'a.yaml:3:1: size: expected a whole number from 1 to 9, received "10" (see --help)',
    ],
  ])('%j are refused by the place they come from', (given, message) => {
    expect(() => reader(...given).whole('size', 1, 9)).toThrow(
      expect.objectContaining({ code: 'usage', message }),
    );
  });

  it('are refused where a switch is neither on nor off', () => {
    expect(() => reader({}, { LOUD: 'perhaps' }).isOn('loud')).toThrow(
      'LOUD: expected true or false, received "perhaps" (see --help)',
    );
  });

  it('are never shown, nor taken from a command line or a settings file, where they are secret', () => {
    const from = reader({ password: 'a' }, { PASSWORD: 'open sesame' }, { password: 'b' });
    expect(from.text('password')).toBe('open sesame');
    expect(reader({ password: 'a' }, {}, { password: 'b' }).text('password')).toBe('');
    expect(from.wrong('password', '3 words').message).toBe(
      'PASSWORD: expected 3 words, received "(secret)" (see --help)',
    );
  });

  it('each have a flag that names its variable, and its value where it has one', () => {
    expect(settingFlags(settings)).toEqual({
      folder: { type: 'string', value: 'path', description: 'where it is [FOLDER, here]' },
      size: { type: 'string', value: 'number', description: 'how large [SIZE]' },
      names: { type: 'string', value: 'list', description: 'who [NAMES]' },
      loud: { type: 'boolean', description: 'says more [LOUD]' },
      'password-file': { type: 'string', value: 'file', description: 'the word [PASSWORD, PASSWORD_FILE]' },
    });
  });
});
