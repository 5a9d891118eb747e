import { describe, expect, it } from 'vitest';
import { parseSettingsFile } from './settings-file.ts';
import type { Settings } from './settings.ts';

const settings = {
  port: { env: 'PORT', value: 'number', fallback: '', description: '' },
  names: { env: 'NAMES', value: 'list', fallback: '', description: '' },
  password: { env: 'PASSWORD', value: 'text', kind: 'secret', fallback: '', description: '' },
} as const satisfies Settings;
const parsed = (text: string) => parseSettingsFile(text, 'a.yaml', settings);

describe('a settings file', () => {
  it.each([
    ['port: 8080', { port: '8080' }],
    ['{"port": 8080, "names": ["a", "b"]}', { port: '8080', names: 'a,b' }],
    ['names: a, b', { names: 'a, b' }],
    ['names: [1, true]', { names: '1,true' }],
    ['password-file: /run/secrets/p', { 'password-file': '/run/secrets/p' }],
    ['# nothing', {}],
    ['', {}],
  ])('%j says %j', (text, values) => {
    expect(parsed(text).values).toEqual(values);
  });

  it('gives scalars as they were typed: no digit is lost or changed', () => {
    expect(parsed('port: 0123').values['port']).toBe('0123');
    expect(parsed('port: 1e3').values['port']).toBe('1e3');
    expect(parsed('port: 12345678901234567890').values['port']).toBe('12345678901234567890');
    expect(parsed('port: True').values['port']).toBe('True');
  });

  it('knows where a setting stands', () => {
    const file = parsed('names: a\n\nport: 1\n');
    expect([file.path, file.placeOf('port')]).toEqual(['a.yaml', '3:1']);
  });

  it.each([
    ['names: a\nprot: 1', 'a.yaml: 2:1: unknown field prot'],
    ['settings: b.yaml', 'a.yaml: 1:1: unknown field settings'],
    ['password: x', 'a.yaml: 1:1: unknown field password'],
    ['port: 1\nport: 2', 'a.yaml: 2:1: Map keys must be unique'],
    ['port: [1]', 'a.yaml: 1:1: port: expected string, received ["1"]'],
    ['port:', 'a.yaml: 1:1: port: expected string, received null'],
    ['names: {a: b}', 'a.yaml: 1:1: names: expected string or array, received {"a":"b"}'],
    ['- port', 'a.yaml: 1:1: expected object, received ["port"]'],
    ['port: "', 'a.yaml: 1:8: Missing closing "quote'],
  ])('%j is refused with its place', (text, message) => {
    expect(() => parsed(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(message) }),
    );
  });
});
