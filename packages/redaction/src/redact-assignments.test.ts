import { expect, it } from 'vitest';
import { isHostWord, redactAssignments } from './redact-assignments.ts';

const redacted = (text: string): string => redactAssignments(text, () => true);

it.each([
  ['--token=abc --x 1', '--token=[redacted] --x 1'],
  ['--api-key abc --x 1', '--api-key [redacted] --x 1'],
  ['--password "a b" --x', '--password "[redacted]" --x'],
  ["--password 'a b'", "--password '[redacted]'"],
  ['PASSWORD=abc', 'PASSWORD=[redacted]'],
  ['password : abc, port: 1', 'password : [redacted], port: 1'],
  ['Server=x;Pwd=a;b;Database=y', 'Server=x;Pwd=[redacted];Database=y'],
  ['{"password":"a","b":1}', '{"password":"[redacted]","b":1}'],
  [String.raw`{\"password\": \"a b\"}`, String.raw`{\"password\": \"[redacted]\"}`],
  [String.raw`"{\"x\":\"--token=abc\"}"`, String.raw`"{\"x\":\"--token=[redacted]\"}"`],
  ["{'password': 'a', 'b': 1}", "{'password': '[redacted]', 'b': 1}"],
  ['os.environ["TOKEN"] = "abc"', 'os.environ["TOKEN"] = "[redacted]"'],
  ['{"name": "API_KEY", "value": "abc"}', '{"name": "API_KEY", "value": "[redacted]"}'],
  ['Authorization: Bearer abc', 'Authorization: [redacted]'],
  ['curl -H "Authorization: Basic abc" x', 'curl -H "Authorization: [redacted]" x'],
  ['sent Bearer abcdefghijk1 to it', 'sent [redacted] to it'],
  ['a:\n  passphrase: correct horse\n  b: 1', 'a:\n  passphrase: [redacted]\n  b: 1'],
  ['mysql -psecret db', 'mysql -p[redacted] db'],
  ['docker login -u ada -p secret', 'docker login -u ada -p [redacted]'],
  ['curl -u ada:secret x', 'curl -u [redacted] x'],
  ['password=12345', 'password=[redacted]'],
  ['token=123456789012', 'token=[redacted]'],
  ['USER=ada HOME=x', 'USER=[user] HOME=x'],
  ['HOSTNAME=gpu-7', 'HOSTNAME=host.invalid'],
  ['my password is `hunter`.', 'my password is `[redacted]`.'],
  ['the API key was "a1b2c3", the port 80', 'the API key was "[redacted]", the port 80'],
  ['Password is hunter22.', 'Password is [redacted].'],
  ['ask for it; our token is x1y2z3', 'ask for it; our token is [redacted]'],
])('%s', (text, shown) => {
  expect(redacted(text)).toBe(shown);
  expect(redacted(shown)).toBe(shown);
});

it.each([
  'max_tokens=512 --pad-token [PAD]',
  'token: 512',
  'password=$PASSWORD --token ${TOKEN}',
  'password: None',
  '--token-file tokens.yaml',
  'docker run -p 8080:80 -p 443 x',
  'mkdir -p out/x',
  'papermill a.ipynb b.ipynb -p alpha x',
  'user=https://example.org',
  'host=localhost host: 127.0.0.1',
  'lr=0.1, batch: 32',
  'a bearer of news',
  'Bearer of good news today',
  'nothing to see',
  'the password is required, the passphrase is wrong',
  'the API key is `OPENAI_API_KEY`, the password is `${PW}`',
  'each token is word2vec embedded, the next token is "class1"',
  'the password is `abc`',
])('%s stays', (text) => {
  expect(redacted(text)).toBe(text);
});

it('keeps what may stay, and goes on behind it', () => {
  expect(redactAssignments('--token=a --secret=b', (_, found) => found !== 'a')).toBe(
    '--token=a --secret=[redacted]',
  );
});

it.each([
  ['gpu-7', true],
  ['node[01-04],node7', true],
  ['a b', false],
  ['42', false],
  ['localhost:5000', false],
  ['host.invalid', false],
])('%s is a host: %s', (text, is) => {
  expect(isHostWord(text)).toBe(is);
});
