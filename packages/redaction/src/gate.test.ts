import { expect, it } from 'vitest';
import { plantedSecrets } from '../test/planted-secrets.ts';
import { gateMark, openGate } from './gate.ts';

const core = '3fa94c0d17be62a8';
const planted = (kind: string): string => plantedSecrets[kind]?.(core).text ?? '';

it('takes a known user out of the whole record, and tells each place once', async () => {
  const { value, taken } = await openGate().record(
    {
      name: 'turing-forest',
      tags: { 'mlflow.user': 'turing', note: 'by turing for turing' },
      params: { 'turing/x': 1 },
    },
    'run',
  );
  expect(value).toEqual({
    name: '[user]-forest',
    tags: { 'mlflow.user': '[user]', note: 'by [user] for [user]' },
    params: { '[user]/x': 1 },
  });
  expect(taken).toEqual([
    { kind: 'user', field: '/tags/mlflow.user' },
    { kind: 'user', field: '/name' },
    { kind: 'user', field: '/tags/note' },
    { kind: 'user', field: '/params' },
  ]);
});

it('learns a user from a home folder', async () => {
  const { value } = await openGate().record({ name: 'turing-1', tags: { a: '/home/turing/x.csv' } }, 'run');
  expect(value).toEqual({ name: '[user]-1', tags: { a: '…/x.csv' } });
});

it('keeps kinds that the owner wants, never secrets', async () => {
  const gate = openGate({ keep: ['user', 'path', 'host', 'email'] });
  const value = {
    tags: {
      user: 'turing',
      a: '/home/turing/x',
      b: 'http://gpu-7/',
      c: 'turing@example.org',
      token: `x${core}`,
    },
  };
  const { value: shown, taken } = await gate.record(value, 'run');
  expect(shown).toEqual({ tags: { ...value.tags, token: '[redacted]' } });
  expect(taken).toEqual([{ kind: 'secret', field: '/tags/token' }]);
});

it('lets stay what the owner allows, a secret too', async () => {
  const gate = openGate({ allow: ['*@example.org', planted('GitHub token'), 'turing'] });
  const value = {
    tags: {
      a: 'ada@example.org',
      b: planted('GitHub token'),
      user: 'turing',
      c: '/home/turing/x.csv, by turing',
    },
  };
  const { value: shown, taken } = await gate.record(value, 'run');
  expect(shown).toEqual({ tags: { ...value.tags, c: '…/x.csv, by turing' } });
  expect(taken).toEqual([{ kind: 'path', field: '/tags/c' }]);
});

it('gives back the same value where there is nothing to take out', async () => {
  const value = {
    name: 'forest',
    params: { max_tokens: '512', optimizer: 'adam' },
    metrics: { accuracy: { value: 0.5 } },
  };
  const shown = await openGate().record(value, 'run');
  expect(shown.value).toBe(value);
  expect(shown.taken).toEqual([]);
});

it('keeps two names apart that would become one, and a name alike everywhere', async () => {
  const [one, two] = ['ada@example.org', 'bob@example.org'];
  const point = { value: 1 };
  const { value } = await openGate().record(
    { metrics: { [one]: point, [two]: point }, histories: { [two]: {}, [one]: {} } },
    'run',
  );
  expect(value).toEqual({
    metrics: { '[e-mail]': point, '[e-mail]#2': point },
    histories: { '[e-mail]#2': {}, '[e-mail]': {} },
  });
});

it('takes numbers for secrets under the name of a password alone', async () => {
  const { value } = await openGate().record(
    { params: { password: 1234, token: 512, auth: 123456789012 } },
    'run',
  );
  expect(value).toEqual({ params: { password: '[redacted]', token: 512, auth: '[redacted]' } });
});

it('takes versions of packages for no addresses', async () => {
  const value = { environment: { packages: { 'nvidia-curand-cu12': '10.3.5.147' } } };
  expect((await openGate().record(value, 'run')).value).toBe(value);
  const { value: told } = await openGate().record({ params: { address: '10.3.5.147' } }, 'run');
  expect(told).toEqual({ params: { address: 'host.invalid' } });
});

it('hears no comment that would turn rules off', async () => {
  const token = planted('GitLab token');
  const { value } = await openGate().record({ tags: { a: 'secretlint-disable', b: token } }, 'run');
  expect(value.tags.b).toBe('[redacted]');
});

it('leaves what has a digest as it is, and a person’s words but for secrets', async () => {
  const token = planted('GitLab token');
  const card = {
    contact: 'team@example.org',
    sections: {
      modelDetails: { prose: `in /home/ada: ${token}`, facts: [{ name: 'Data', value: '/home/ada/x.csv' }] },
    },
    manifest: { note: 'ada@example.org' },
    training: { params: { a: 'ada@example.org' } },
  };
  const { value, taken } = await openGate().record(card, 'card');
  expect(value).toEqual({
    contact: 'team@example.org',
    sections: {
      modelDetails: { prose: 'in /home/ada: [redacted]', facts: [{ name: 'Data', value: '…/x.csv' }] },
    },
    manifest: { note: 'ada@example.org' },
    training: { params: { a: '[e-mail]' } },
  });
  expect(taken).toEqual([
    { kind: 'path', field: '/sections/modelDetails/facts/0/value' },
    { kind: 'email', field: '/training/params/a' },
    { kind: 'secret', field: '/sections/modelDetails/prose' },
  ]);
});

it('takes a secret out of a written text, and says the line', async () => {
  const token = planted('GitLab token');
  const text = `# Title\n\nWrite to team@example.org or http://intranet/.\nUse ${token} here.\n`;
  expect(await openGate().written(text)).toEqual({
    text: text.replace(token, '[redacted]'),
    taken: [{ kind: 'secret', field: '4:5' }],
  });
});

it.each([
  'postgresql://user:password@db/x',
  'postgresql://ada:${PASSWORD}@db/x',
  'password: hunter2',
  '--token my-token',
  'https://token@host/x',
  'API_KEY=your-api-key-goes-here',
  'https://example.org/?token=abc',
])('%s is an example in a written text', async (text) => {
  expect(await openGate().written(text)).toEqual({ text, taken: [] });
});

it.each([
  ['postgresql://ada:k3tUsPq9@db/x', 'postgresql://db/x'],
  ['API_KEY=a1b2c3d4e5f6a7b8c9d0', 'API_KEY=[redacted]'],
])('%s is none', async (text, shown) => {
  expect((await openGate().written(text)).text).toBe(shown);
});

it.each(['name', 'key', 'variable'])('knows a pair of %s and value', async (word) => {
  const pairs = [
    { [word]: 'API_KEY', value: 'abc' },
    { [word]: 'lr', value: 'abc' },
    { [word]: 'API_KEY', value: 1 },
  ];
  const { value } = await openGate().record({ pairs }, 'any');
  expect(value).toEqual({ pairs: [{ [word]: 'API_KEY', value: '[redacted]' }, pairs[1], pairs[2]] });
});

it('reads JSON behind blanks, and a text in quotes', async () => {
  const { value } = await openGate().record(
    { a: ' {"b": {"token": "abc"}}', c: '"/home/turing/x.csv"' },
    'any',
  );
  expect(value).toEqual({ a: '{"b":{"token":"[redacted]"}}', c: '"…/x.csv"' });
});

it('learns no user whose names are kept, or who is allowed', async () => {
  const run = { name: 'turing-1', tags: { user: 'turing', a: '/home/turing/x.csv' } };
  const kept = await openGate({ keep: ['user'] }).record(run, 'run');
  expect(kept.value).toEqual({ name: 'turing-1', tags: { user: 'turing', a: '…/x.csv' } });
  const allowed = await openGate({ allow: ['turing'] }).record(run, 'run');
  expect(allowed.value).toEqual(kept.value);
});

it('keeps what stands around a known secret, and finds the next', async () => {
  const [one, two] = [planted('GitLab token'), planted('GitHub token')];
  const { value, taken } = await openGate().record({ a: `x ${one} y ${two} z` }, 'any');
  expect(value).toEqual({ a: 'x [redacted] y [redacted] z' });
  expect(taken).toEqual([{ kind: 'secret', field: '/a' }]);
  const allowed = await openGate({ allow: [one] }).record({ a: `x ${one} y ${two} z` }, 'any');
  expect(allowed.value).toEqual({ a: `x ${one} y [redacted] z` });
});

it('counts under a telling name stay, in texts too', async () => {
  const run = { params: { token: '512', password: '1234' } };
  expect((await openGate().record(run, 'run')).value).toEqual({
    params: { token: '512', password: '[redacted]' },
  });
});

it('a mark tells what may stay', () => {
  expect(gateMark()).toBe(gateMark({}));
  const marks = [
    gateMark(),
    gateMark({ allow: ['a'] }),
    gateMark({ keep: ['user'] }),
    gateMark({ allow: ['a'], keep: ['user'] }),
  ];
  expect(new Set(marks).size).toBe(4);
});
