import { join } from 'node:path';
import { defaultLimits } from '@modelfolio/service/limits';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './settings.ts';

describe('settings', () => {
  it('have defaults', () => {
    expect(settingsOf(undefined, {}, {})).toEqual({
      port: 5000,
      host: '127.0.0.1',
      tokens: null,
      allowAnonymous: false,
      allowedHosts: [],
      corsOrigins: [],
      store: { kind: 'sqlite', file: 'mlflow.db' },
      defaultArtifactRoot: 'mlflow-artifacts:/',
      artifactsDestination: './mlartifacts',
      auditLog: null,
      searchSeconds: 20,
      searchThreads: 1,
      limits: { ...defaultLimits, bodyBytes: 33_554_432, concurrent: 64, dear: 8, queue: 1000 },
      project: null,
    });
  });

  it('come from the operand, then from flags, then from the environment', () => {
    const environment = {
      MLFLOW_BACKEND_STORE_URI: 'sqlite:///env.db',
      MLFLOW_DEFAULT_ARTIFACT_ROOT: 's3://env',
      MLFLOW_ARTIFACTS_DESTINATION: 's3://kept',
      MLFLOW_SERVER_ALLOWED_HOSTS: 'a.example',
      MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: 'https://a.example',
      MAX_SEARCH_SECONDS: '3',
      SEARCH_THREADS: '2',
    };
    expect(settingsOf(undefined, {}, environment)).toMatchObject({
      store: { kind: 'sqlite', file: 'env.db' },
      defaultArtifactRoot: 's3://env',
      artifactsDestination: 's3://kept',
      allowedHosts: ['a.example'],
      corsOrigins: ['https://a.example'],
      searchSeconds: 3,
      searchThreads: 2,
    });
    const flags = { 'backend-store-uri': 'flag.db', 'cors-allowed-origins': '*' };
    expect(settingsOf(undefined, flags, environment)).toMatchObject({
      store: { file: 'flag.db' },
      corsOrigins: ['*'],
    });
    expect(settingsOf('operand.db', flags, environment).store).toMatchObject({ file: 'operand.db' });
  });

  it('know the variables of mlflow server for the address, behind those of every service', () => {
    const environment = { MLFLOW_HOST: 'localhost', MLFLOW_PORT: '5001' };
    expect(settingsOf(undefined, {}, environment)).toMatchObject({ host: 'localhost', port: 5001 });
    expect(settingsOf(undefined, {}, { ...environment, HOST: '::1', PORT: '5002' })).toMatchObject({
      host: '::1',
      port: 5002,
    });
  });

  it('take the password of a database from where it is kept, if its address has none', () => {
    const store = (url: string) => settingsOf(url, {}, { DATABASE_PASSWORD: 'a/b' }).store;
    expect(store('postgresql://me@db/x')).toEqual({ kind: 'postgres', url: 'postgresql://me:a%2Fb@db/x' });
    expect(store('postgresql://me:own@db/x')).toEqual({ kind: 'postgres', url: 'postgresql://me:own@db/x' });
  });

  it('note changes where there are tokens, beside a file or where it is said', () => {
    const audit = (operand: string, flags: Record<string, string>) => settingsOf(operand, flags, {}).auditLog;
    expect(audit('a.db', {})).toBeNull();
    expect(audit('a.db', { tokens: 't.yaml' })).toBe('a.db.audit.jsonl');
    expect(audit('postgresql://me@db/x', { tokens: 't.yaml' })).toBeNull();
    expect(audit('postgresql://me@db/x', { 'audit-log': 'x.jsonl' })).toBe('x.jsonl');
  });

  it('give new experiments a place that means the same to every client', () => {
    const root = (flags: Record<string, string | boolean>) =>
      settingsOf('a.db', flags, {}).defaultArtifactRoot;
    expect(root({ 'default-artifact-root': './kept' })).toBe(join(process.cwd(), 'kept'));
    expect(root({ 'default-artifact-root': 'file:///kept' })).toBe('file:///kept');
    expect(root({ 'no-serve-artifacts': true })).toBe(join(process.cwd(), 'mlruns'));
  });

  it('take no artifacts where that is said', () => {
    const destination = (flags: Record<string, boolean>, environment = {}) =>
      settingsOf('a.db', flags, environment).artifactsDestination;
    expect(destination({ 'no-serve-artifacts': true })).toBeNull();
    expect(destination({}, { MLFLOW_SERVE_ARTIFACTS: 'false' })).toBeNull();
    expect(destination({ 'serve-artifacts': true }, { MLFLOW_SERVE_ARTIFACTS: 'false' })).toBe(
      './mlartifacts',
    );
  });

  it('know one store for models and experiments', () => {
    const flags = (registry: string) => ({ 'backend-store-uri': 'a.db', 'registry-store-uri': registry });
    expect(settingsOf(undefined, flags('a.db'), {}).store).toMatchObject({ file: 'a.db' });
    expect(() => settingsOf(undefined, flags('postgresql://me:secret@db/x'), {})).toThrow(
      expect.objectContaining({
        code: 'usage',
        message:
          '--registry-store-uri (MLFLOW_REGISTRY_STORE_URI) names another store (registered models are kept in the store of the experiments: leave it out)',
      }),
    );
  });

  it.each([
    ['mysql://me@db/x', {}, 'MLFLOW_BACKEND_STORE_URI'],
    ['a.db', { MAX_SEARCH_SECONDS: '0' }, 'MAX_SEARCH_SECONDS: expected a whole number from 1 to 3600'],
    ['a.db', { SEARCH_THREADS: '17' }, 'SEARCH_THREADS: expected a whole number from 1 to 16'],
    ['a.db', { MLFLOW_SERVE_ARTIFACTS: 'perhaps' }, 'MLFLOW_SERVE_ARTIFACTS: expected true or false'],
  ])('that make no sense are refused: %s %j', (store, environment, words) => {
    expect(() => settingsOf(undefined, {}, { MLFLOW_BACKEND_STORE_URI: store, ...environment })).toThrow(
      words,
    );
  });
});
