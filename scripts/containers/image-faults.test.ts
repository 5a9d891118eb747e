import { describe, expect, it } from 'vitest';
import { imageFaults, type ImageFacts, type ImageRules } from './image-faults.ts';

const rules: ImageRules = {
  maxBytes: 200e6,
  maxLayers: 6,
  needed: new Set([
    'packages/a',
    'systems/s/service',
    'node_modules/x',
    'node_modules/@org/y/node_modules/z',
    'packages/a/node_modules/v',
  ]),
  data: ['package.json', 'models'],
  secrets: ['hunter2'],
};
const good: ImageFacts = {
  user: 'node',
  isHealthChecked: true,
  bytes: 150e6,
  layers: 5,
  history: 'RUN npm ci',
  files: [
    'app/package.json',
    'app/models/m/model.onnx',
    'app/packages/a/src/x.ts',
    'app/systems/s/service/bin/serve.ts',
    'app/node_modules/x/test/index.js',
    'app/node_modules/@org/y/node_modules/z/index.js',
    'app/node_modules/x/cli/node_modules/own/index.js',
    'app/packages/a/node_modules/v/index.js',
    'app/node_modules/.bin/x',
    'etc/hosts',
    'app/node_modules/.package-lock.json',
  ],
};
const faultsOf = (changes: Partial<ImageFacts>): string[] => imageFaults({ ...good, ...changes }, rules);

describe('an image', () => {
  it('with what it needs and no more has no fault', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each(['', 'root', '0', 'root:root', '0:0'])('runs as a user, not as "%s"', (user) => {
    expect(faultsOf({ user })).toEqual(['its user is root']);
  });

  it('has a health check, a size, few layers and a history without secrets', () => {
    expect(faultsOf({ isHealthChecked: false })).toEqual(['it has no HEALTHCHECK']);
    expect(faultsOf({ bytes: 201e6 })).toEqual(['it adds 201 MB to its base, more than 200 MB']);
    expect(faultsOf({ layers: 7 })).toEqual(['it adds 7 layers to its base, more than 6']);
    expect(faultsOf({ history: 'RUN login hunter2' })).toEqual(['its history tells a secret of the build']);
  });

  it.each([
    ['app/.git/config', 'the history of the repository'],
    ['root/.npmrc', 'settings of npm, which may hold passwords'],
    ['app/packages/a/.env.local', 'a secret'],
    ['app/tokens.yaml', 'a secret'],
    ['opt/x', 'files belong into /app'],
    ['app/node_modules/vitest/index.js', 'the service does not need node_modules/vitest'],
    ['app/packages/a/node_modules/w/a.js', 'the service does not need packages/a/node_modules/w'],
    [
      'app/node_modules/x/node_modules/@org/w/a.js',
      'the service does not need node_modules/x/node_modules/@org/w',
    ],
    ['app/packages/a/src/x.test.ts', 'only tests need it'],
    ['app/packages/a/test/x.ts', 'only tests need it'],
    ['app/packages/ab/src/x.ts', 'the service does not need it'],
    ['app/systems/other/src/x.ts', 'the service does not need it'],
    ['app/models.txt', 'the service does not need it'],
  ])('has no %s', (file, reason) => {
    expect(faultsOf({ files: [...good.files, file] })).toEqual([`/${file}: ${reason}`]);
  });

  it('names one file for each reason', () => {
    expect(faultsOf({ files: ['app/a', 'app/b', 'app/c.test.ts'] })).toEqual([
      '/app/a: the service does not need it',
      '/app/c.test.ts: only tests need it',
    ]);
  });
});
