import type { ContainerTrial } from '@modelfolio/service/testing/container-trial';
import { expect, it } from 'vitest';
import { runArguments } from './run-arguments.ts';

const trial: ContainerTrial = {
  name: 'echo',
  port: 8080,
  ready: '/readyz',
  environment: { MODELS: '/app/models' },
  volumes: ['/data'],
  temporary: ['/tmp'],
  limits: { memory: '256m', cpus: 1.5, processes: 64 },
  image: { megabytes: 1, layers: 1 },
  data: [],
  graceSeconds: 5,
  ask: () => Promise.resolve(),
  longRequest: () => Promise.reject(new Error('nobody asks')),
  isComputing: () => Promise.resolve(false),
};

it('runs a container that may do no more than its trial says', () => {
  const secrets = { tokens: { file: '/made/tokens.yaml', variable: 'TOKENS' } };
  const args = runArguments(trial, { image: 'localhost/echo', secrets });
  expect(args.slice(0, 4)).toEqual(['run', '--detach', '--name', 'echo']);
  expect(args.slice(4)).toEqual([
    '--read-only',
    '--read-only-tmpfs=false',
    '--cap-drop=all',
    '--security-opt=no-new-privileges',
    '--memory=256m',
    '--cpus=1.5',
    '--pids-limit=64',
    '--publish=127.0.0.1:18080:8080',
    '--volume=echo-data:/data',
    '--tmpfs=/tmp:rw,nosuid,nodev,noexec,size=64m',
    '--volume=/made/tokens.yaml:/run/secrets/tokens:ro',
    '--env=TOKENS=/run/secrets/tokens',
    '--env=MODELS=/app/models',
    'localhost/echo',
  ]);
});
