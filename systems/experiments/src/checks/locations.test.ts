import { describe, expect, it } from 'vitest';
import { storageLocation } from './locations.ts';

const place = (uri: string, { artifactRoot = 'mlflow-artifacts:/', allowedSchemes = [] as string[] } = {}) =>
  storageLocation(uri, 'artifact_location', { artifactRoot, allowedSchemes, workingDirectory: '/srv' });

describe('storageLocation', () => {
  it.each([
    ['s3://bucket/a?x=1', 's3://bucket/a?x=1'],
    ['mlflow-artifacts:/a', 'mlflow-artifacts:/a'],
    ['/data/a', '/data/a'],
    ['file:///data/a', 'file:///data/a'],
    ['file://localhost/data', 'file://localhost/data'],
    ['file://./data', 'file://./data'],
    ['rel', '/srv/rel'],
    ['./rel//../x', '/srv/rel/../x'],
    ['a%20b', '/srv/a b'],
    ['file:rel/./x', 'file:///srv/rel/x'],
    ['file:rel?x=1', 'file:///srv/rel?x=1'],
    ['databricks', 'databricks'],
  ])('keeps %s as %s', (uri, kept) => {
    expect(place(uri)).toBe(kept);
  });

  it.each([
    ['s3://b/a#b', "'artifact_location' URL can't include fragments or params."],
    ['http://h/a;b', "'artifact_location' URL can't include fragments or params."],
    ['s3://b/x?..', 'Invalid query string'],
    ['s3://b/x?%252e%252e/a', 'Invalid query string'],
    [`s3://b/x?%${'25'.repeat(12)}2e`, 'Invalid query string'],
    ['runs:/a/b', "Artifact location cannot be a runs:/ URI. Given: 'runs:/a/b'"],
    [
      'file://host/x',
      'file://host/x is not a valid remote uri. For remote access on windows, please consider using a different scheme such as SMB (e.g. smb://<hostname>/<path>).',
    ],
  ])('refuses %s', (uri, message) => {
    expect(() => place(uri)).toThrow(message);
  });

  it('refuses what is too long, or becomes so', () => {
    const words =
      'Invalid artifact path length. The length of the artifact path cannot be greater than 2048 characters.';
    expect(place(`/${'x'.repeat(2047)}`)).toHaveLength(2048);
    expect(() => place(`/${'x'.repeat(2048)}`)).toThrow(words);
    expect(() => place('x'.repeat(2049))).toThrow(words);
    expect(() => place('x'.repeat(2046))).toThrow(words);
  });

  it.each(
    'ftp://h/a sftp://h hdfs://n/a hdfs:/a viewfs://n http://h/a https://h:443/a mlflow-artifacts://h/a r2://b@e/x b2://b@e/x abfss://c@a/x FTP://h'.split(
      ' ',
    ),
  )('refuses %s, which names a host', (uri) => {
    const scheme = uri.split(':')[0]?.toLowerCase();
    expect(() => place(uri)).toThrow(
      `'artifact_location' cannot use the '${scheme}' scheme: the '${scheme}' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI. Set the MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it.`,
    );
  });

  it.each([
    ['http://store/root', 'http://store:80/other'],
    ['http://store/root', 'http://STORE/other'],
    ['https://store/root', 'mlflow-artifacts://store/other'],
    ['hdfs://names/root', 'viewfs://names/other'],
  ])('with the root %s, takes %s', (artifactRoot, uri) => {
    expect(place(uri, { artifactRoot })).toBe(uri);
  });

  it.each([
    ['http://store/root', 'https://store/other'],
    ['http://store/root', 'http://store:8080/other'],
    ['http://store/root', 'http://store\\@evil/other'],
    ['http://store/root', 'http://store:no/other'],
    ['hdfs://names/root', 'hdfs://names:9000/other'],
    ['hdfs://names/root', 'ftp://names/other'],
  ])('with the root %s, refuses %s', (artifactRoot, uri) => {
    expect(() => place(uri, { artifactRoot })).toThrow("'artifact_location' cannot use the");
  });

  it('takes what names no host, wherever the root is', () => {
    expect(place('mlflow-artifacts:/a', { artifactRoot: 's3://bucket' })).toBe('mlflow-artifacts:/a');
  });

  it('takes a scheme that is allowed for any host', () => {
    expect(place('FTP://h/a', { allowedSchemes: ['ftp'] })).toBe('FTP://h/a');
    expect(() => place('sftp://h/a', { allowedSchemes: ['ftp'] })).toThrow("'sftp' scheme");
  });
});
