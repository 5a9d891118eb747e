import { describe, expect, it } from 'vitest';
import { parseLocation } from './location.ts';

describe('a location of artifacts', () => {
  it.each([
    ['mlflow-artifacts:/0/abc/artifacts', { kind: 'served', path: '0/abc/artifacts' }],
    ['mlflow-artifacts:', { kind: 'served', path: '' }],
    ['mlflow-artifacts://host:5000/0/abc', { kind: 'served', path: '0/abc' }],
    ['http://host/api/2.0/mlflow-artifacts/artifacts/0/a', { kind: 'served', path: '0/a' }],
    ['https://h/prefix/api/2.0/mlflow-artifacts/artifacts', { kind: 'served', path: '' }],
    ['file:///srv/ml%20runs/0', { kind: 'folder', path: '/srv/ml runs/0' }],
    ['file://localhost/srv/x', { kind: 'folder', path: '/srv/x' }],
    ['file:mlruns/0', { kind: 'folder', path: '/here/mlruns/0' }],
    ['./mlruns', { kind: 'folder', path: '/here/mlruns' }],
    ['/srv/../etc', { kind: 'folder', path: '/etc' }],
    ['s3://bucket', { kind: 's3', bucket: 'bucket', path: '' }],
    ['s3://bucket//a//b/?x=1', { kind: 's3', bucket: 'bucket', path: 'a/b' }],
    ['GS://bucket/a', { kind: 'gs', bucket: 'bucket', path: 'a' }],
  ])('%s is %j', (uri, expected) => {
    expect(parseLocation(uri, '/here')).toEqual(expected);
  });

  it.each([
    ['http://internal/secret', "the 'http' scheme addresses a host other than"],
    ['http://h/api/2.0/mlflow-artifacts/artifactsx/0', "the 'http' scheme addresses a host"],
    ['ftp://host/x', "the 'ftp' scheme addresses a host"],
    ['hdfs://host/x', "the 'hdfs' scheme addresses a host"],
    ['dbfs:/x', "cannot read artifact location 'dbfs:/x'"],
    ['s3:///x', "cannot read artifact location 's3:///x'"],
    ['s3://bucket/a/../b', 'cannot read artifact location'],
    ['file://other/x', 'is no location of artifacts on this machine'],
    ['file:///a%2fb', 'is no location of artifacts on this machine'],
  ])('%s is none', (uri, words) => {
    expect(() => parseLocation(uri, '/here')).toThrow(words);
  });
});
