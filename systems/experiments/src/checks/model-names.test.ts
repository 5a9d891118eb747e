import { describe, expect, it } from 'vitest';
import {
  checkAlias,
  checkAliasIsFree,
  checkModelName,
  checkNewModelName,
  checkRegistryTag,
  versionNumber,
} from './model-names.ts';

describe('checkModelName', () => {
  it.each(['penguins', 'ä b', "o'b", '-', 'x'.repeat(300), 'a.b'])('takes %s', (name) => {
    expect(() => checkModelName(name)).not.toThrow();
  });

  it.each([
    ['', "Missing value for required parameter 'name'."],
    ['  ', "Missing value for required parameter 'name'."],
    ['a/b', "Invalid model name 'a/b'. Names cannot contain '/' or ':'."],
    ['a:b', "Invalid model name 'a:b'. Names cannot contain '/' or ':'."],
    ['..', `Invalid value ".." for parameter 'name' supplied: Names may be treated as files`],
    ['.', `This name would resolve to '.'`],
  ])('refuses "%s"', (name, message) => {
    expect(() => checkModelName(name)).toThrow(message);
  });

  it('names the field of a new name that is missing', () => {
    expect(() => checkNewModelName(' ')).toThrow("Missing value for required parameter 'new_name'.");
    expect(() => checkNewModelName('a:b')).toThrow("Invalid model name 'a:b'.");
  });
});

describe('versionNumber', () => {
  it.each([
    ['7', 7],
    [' +7 ', 7],
    ['1_0', 10],
    ['-1', -1],
  ])('reads "%s"', (text, number) => {
    expect(versionNumber(text)).toBe(number);
  });

  it.each(['', 'x', '1.0', '1__0', '_1', '1e3', '0x1'])('refuses "%s"', (text) => {
    expect(() => versionNumber(text)).toThrow(`Parameter 'version' must be an integer, got '${text}'.`);
  });
});

describe('checkAlias', () => {
  it.each(['champion', 'ä-_9', 'v1a', 'x'.repeat(255), 'latest', 'v1'])('takes %s', (alias) => {
    expect(() => checkAlias(alias)).not.toThrow();
  });

  it.each([
    ['', 'Registered model alias name cannot be empty.'],
    [
      'a b',
      "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).",
    ],
    ['x'.repeat(256), "'Registered model alias name' exceeds the maximum length of 255 characters"],
  ])('refuses "%s"', (alias, message) => {
    expect(() => checkAlias(alias)).toThrow(message);
  });

  it('keeps forms that mean a version already', () => {
    for (const alias of ['latest', 'LATEST'])
      expect(() => checkAliasIsFree(alias)).toThrow("'latest' alias name (case insensitive) is reserved.");
    for (const alias of ['v1', 'V22'])
      expect(() => checkAliasIsFree(alias)).toThrow(`Version alias name '${alias}' is reserved.`);
    for (const alias of ['v1a', 'v', 'version1', 'newest'])
      expect(() => checkAliasIsFree(alias)).not.toThrow();
  });
});

describe('checkRegistryTag', () => {
  it('takes a key of 250 and a value of 100,000 characters, and no longer ones', () => {
    expect(() => checkRegistryTag('k'.repeat(250), 'x'.repeat(100_000))).not.toThrow();
    expect(() => checkRegistryTag('k'.repeat(251), '')).toThrow("'key' exceeds the maximum length of 250");
    expect(() => checkRegistryTag('k', 'x'.repeat(100_001))).toThrow(
      "'value' exceeds the maximum length of 100000",
    );
    expect(() => checkRegistryTag('$', '')).toThrow(
      `Invalid value "$" for parameter 'key' supplied: Names may only`,
    );
  });
});
