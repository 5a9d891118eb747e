import { describe, expect, it } from 'vitest';
import { isPasswordName, tellsHost, tellsPath, tellsSecret, tellsUser } from './telling-names.ts';

describe('tellsSecret', () => {
  it.each([
    'password',
    'DB_PASSWORD',
    'dbPasswd',
    'db.password.prod',
    'ssh-passphrase',
    'token',
    'HF_TOKEN',
    'GITHUB_TOKEN_2',
    'authToken',
    'api_key',
    'APIKey',
    'X-Api-Key',
    'OPENAI_APIKEY',
    'aws_secret_access_key',
    'aws_access_key_id',
    'clientSecret',
    'secret_value',
    'Authorization',
    'Proxy-Authorization',
    'AccountKey',
    'connection_string',
    'session_id',
    'cookie',
    'credentials',
    'GH_PAT',
    'secret.x',
    'app.secrets.smtp',
    'vault/Secret/smtp',
  ])('%s', (name) => {
    expect(tellsSecret(name)).toBe(true);
  });

  it.each([
    'max_tokens',
    'num_tokens',
    'tokenizer',
    'pad_token',
    'eosToken',
    'mask_token',
    'token_type',
    'tokens_per_second',
    'password_file',
    'secret_name',
    'password_policy',
    'key',
    'keys',
    'primary_key',
    'monkey',
    'author',
    'authority',
    'passes',
    'patience',
    'connection',
    'signature',
    'secretary',
    'secretary.salary',
    'topsecret.level',
    'secret_santa.rows',
    'secrets.path',
    'random_state',
    'class_token',
    '',
  ])('not %s', (name) => {
    expect(tellsSecret(name)).toBe(false);
  });
});

it.each([
  ['DB_PASSWORD', true],
  ['pwd', true],
  ['clientSecret', true],
  ['credentials', true],
  ['token', false],
])('%s is a name of a password: %s', (name, is) => {
  expect(isPasswordName(name)).toBe(is);
});

it.each([
  ['mlflow.user', true],
  ['USER', true],
  ['LOGNAME', true],
  ['user_name', true],
  ['created_by', true],
  ['n_user', false],
  ['cold_user', false],
  ['users', false],
  ['user_embedding', false],
])('%s tells a user: %s', (name, tells) => {
  expect(tellsUser(name)).toBe(tells);
});

it.each([
  ['HOSTNAME', true],
  ['slurm.nodelist', true],
  ['machine_name', true],
  ['ghost', false],
  ['host_memory', false],
])('%s tells a host: %s', (name, tells) => {
  expect(tellsHost(name)).toBe(tells);
});

it.each([
  ['output_dir', true],
  ['entryPoint', true],
  ['artifact_uri', true],
  ['mlflow.source.name', true],
  ['direction', false],
  ['path_length', false],
])('%s tells a path: %s', (name, tells) => {
  expect(tellsPath(name)).toBe(tells);
});
