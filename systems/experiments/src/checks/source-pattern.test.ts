import { describe, expect, it } from 'vitest';
import { sourcePattern } from './source-pattern.ts';

const of = (text: string) => sourcePattern({ MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: text });

describe('the pattern of sources', () => {
  it('is anything where none is set', () => {
    expect(sourcePattern({})).toBeNull();
    expect(of('')).toBeNull();
  });

  // What `re.search` of Python says of them.
  it.each([
    ['^mlflow-artifacts:/.*$', 'mlflow-artifacts:/1/m', true],
    ['^mlflow-artifacts:/.*$', 's3://path/to/model', false],
    ['models', 's3://models/a', true],
    ['(?i)^S3://', 's3://a', true],
    ['(?s)^a.b$', 'a\nb', true],
    ['^a.b$', 'a\nb', false],
    [String.raw`\As3://\w+\Z`, 's3://a', true],
    [String.raw`\As3://\w+\Z`, 's3://a/b', false],
    ['(?P<one>a)(?P=one)', 'xaa', true],
    ['(?P<one>a)(?P=one)', 'xab', false],
    [String.raw`^s3\:\/\/a\_b`, 's3://a_b', true],
    [String.raw`\\A`, String.raw`\A`, true],
  ])('%s of %j: %s', (pattern, source, matches) => {
    expect(of(pattern)?.test(source)).toBe(matches);
  });

  it.each(['(', '(?#comment)a', 'a++'])('is refused in words where there is none: %s', (pattern) => {
    expect(() => of(pattern)).toThrow(
      /^MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: .*\(set it to a regular expression/,
    );
  });
});
