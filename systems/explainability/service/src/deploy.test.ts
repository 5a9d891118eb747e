import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { serviceForTests } from '../test/service.ts';
import { settings, settingsOf } from './command/settings.ts';

const root = new URL('../../../../', import.meta.url);
const deploy = new URL('../deploy/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, deploy), 'utf8');
const isThere = (path: string): boolean => existsSync(new URL(path, root));
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const environment: readonly string[] = Object.values(settings).map(({ env }) => env);

/** Folders of the service and of the workspaces that it needs, those of these too. */
function neededFolders(): string[] {
  const patterns: string[] = json('package.json').workspaces;
  const manifests = globSync(
    patterns.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  );
  const byName = new Map(manifests.map((path) => [json(path).name as string, path]));
  const needed = new Set<string>();
  const wanted = ['@modelfolio/explainability-service'];
  for (const name of wanted) {
    const path = byName.get(name);
    if (path === undefined || needed.has(path)) continue;
    needed.add(path);
    wanted.push(...Object.keys(json(path).dependencies ?? {}));
  }
  return [...needed].map((path) => dirname(path)).toSorted();
}

describe('the Dockerfile', () => {
  const instructions = read('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [word = '', ...rest] = line.trim().split(/\s+/);
      return { word, rest };
    });
  const all = (word: string): string[][] =>
    instructions.filter((each) => each.word === word).map(({ rest }) => rest);
  const copied = all('COPY').filter(([first]) => !first?.startsWith('--from'));
  const stages = all('FROM');
  const env = Object.fromEntries(
    all('ENV')
      .flat()
      .map((pair) => pair.split('=') as [string, string]),
  );

  it('copies what is there, and all that the service needs', () => {
    const sources = copied.flatMap((paths) => paths.slice(0, -1));
    for (const path of sources) expect([path, isThere(path)]).toEqual([path, true]);
    const foldersOf = (end: string): string[] =>
      sources.filter((path) => path.endsWith(end)).map((path) => path.slice(0, -end.length));
    expect(neededFolders()).toContain('packages/service');
    expect(foldersOf('/package.json').toSorted()).toEqual(neededFolders());
    expect(foldersOf('/src').toSorted()).toEqual(neededFolders());
  });

  it('copies nothing that its ignore file keeps from it', () => {
    const patterns = read('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    // The rules of .dockerignore for names without wildcards inside: the last that fits decides.
    const isIgnored = (path: string): boolean => {
      const parts = path.split('/');
      const parents = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
      let ignored = false;
      for (const pattern of patterns) {
        const body = pattern.replace(/^!/, '');
        const expression = new RegExp(
          `^${body
            .replaceAll(/[.+]/g, '\\$&')
            .replaceAll('**/', '(?:.+/)?')
            .replaceAll(/(?<!\))\*/g, '[^/]*')}$`,
        );
        if (parents.some((parent) => expression.test(parent))) ignored = !pattern.startsWith('!');
      }
      return ignored;
    };
    for (const path of copied.flatMap((paths) => paths.slice(0, -1)))
      expect([path, isIgnored(path)]).toEqual([path, false]);
    for (const path of [
      'site/src/index.ts',
      'systems/fashion-mnist/src/x.ts',
      'packages/onnx/test/x.ts',
      'systems/explainability/node_modules/x',
      'systems/explainability/src/x.test.ts',
      'models/census-income/runs/x.json',
      '.git/config',
    ])
      expect([path, isIgnored(path)]).toEqual([path, true]);
    expect(isIgnored('models/census-income/model.onnx')).toBe(false);
  });

  it('has Node as the repository has it, in both stages, and no root', () => {
    const { node } = json('package.json').dependencies;
    expect(stages.map(([image]) => image)).toEqual(Array(2).fill(`node:${node}-bookworm-slim`));
    expect(all('USER')).toEqual([['node']]);
    expect(instructions.findIndex(({ word }) => word === 'USER')).toBeLessThan(
      instructions.findIndex(({ word }) => word === 'ENTRYPOINT'),
    );
  });

  it('installs the workspace by its lock file, without scripts', () => {
    const [install = []] = all('RUN')
      .map((words) => words.join(' '))
      .filter((line) => line.includes('npm ci'));
    expect(install).toContain('npm ci --workspace systems/explainability/service --omit dev');
    expect(install).toContain('--ignore-scripts');
  });

  it('starts the program with settings that it reads, and asks for its health', () => {
    const command = [
      ...JSON.parse(all('ENTRYPOINT')[0]?.join(' ') ?? ''),
      ...JSON.parse(all('CMD')[0]?.join(' ') ?? ''),
    ];
    expect(command).toEqual(['node', expect.stringMatching(/explain-service\.ts$/), 'serve']);
    expect(isThere(command[1])).toBe(true);
    const { NODE_ENV, ...own } = env;
    expect(NODE_ENV).toBe('production');
    for (const name of Object.keys(own)) expect(environment).toContain(name);
    const { port, store } = settingsOf({}, own);
    expect(all('EXPOSE')).toEqual([[String(port)]]);
    expect(store).toEqual({ kind: 'sqlite', place: '/data/scenarios.db' });
    expect(all('RUN').flat()).toContain('/data');
    expect(all('HEALTHCHECK').flat().join(' ')).toContain('/healthz');
  });
});

describe('the Cloud Run service', () => {
  const service = parse(read('service.yaml'));
  const { spec } = service.spec.template;
  const [container] = spec.containers;
  const variables: Record<string, string> = Object.fromEntries(
    container.env.map(({ name, value }: { name: string; value: string }) => [
      name,
      value.replaceAll('${PROJECT}', 'my-project'),
    ]),
  );

  it('is of the kind that Cloud Run takes', () => {
    expect(service).toMatchObject({ apiVersion: 'serving.knative.dev/v1', kind: 'Service' });
    const annotations: Record<string, string> = service.spec.template.metadata.annotations;
    for (const value of Object.values(annotations)) expect(typeof value).toBe('string');
    expect(Number(annotations['autoscaling.knative.dev/minScale'])).toBeLessThanOrEqual(
      Number(annotations['autoscaling.knative.dev/maxScale']),
    );
    expect(spec.serviceAccountName).toMatch(/^explain-service@/);
    expect(container.resources.limits).toEqual({
      cpu: expect.any(String),
      memory: expect.stringMatching(/i$/),
    });
  });

  it('sets what the program reads, and nothing that Cloud Run sets itself', () => {
    for (const [name, value] of Object.entries(variables)) {
      expect(environment).toContain(name);
      expect(typeof value).toBe('string');
    }
    expect(variables).not.toHaveProperty('PORT');
    const { store, limits, corsOrigins, project, ttlDays } = settingsOf({}, variables);
    expect(store).toEqual({ kind: 'firestore', place: 'my-project' });
    expect({ corsOrigins, project, ttlDays }).toEqual({
      corsOrigins: ['https://my-project.web.app'],
      project: 'my-project',
      ttlDays: 365,
    });
    expect(spec.timeoutSeconds).toBeGreaterThan(limits.seconds);
    expect(spec.containerConcurrency).toBeGreaterThan(limits.concurrent);
  });

  it('probes addresses that answer, on the port that the program takes', async () => {
    const { app } = await serviceForTests();
    const { port } = settingsOf({}, {});
    expect(container.ports).toEqual([{ name: 'http1', containerPort: port }]);
    for (const probe of [container.startupProbe, container.livenessProbe]) {
      expect(probe.httpGet.port).toBe(port);
      expect((await app.request(probe.httpGet.path)).status).toBe(200);
      expect(probe.timeoutSeconds).toBeLessThanOrEqual(probe.periodSeconds);
    }
    const loading = await serviceForTests({ state: { models: null, isEnding: false } });
    expect((await loading.app.request(container.startupProbe.httpGet.path)).status).toBe(503);
    expect((await loading.app.request(container.livenessProbe.httpGet.path)).status).toBe(200);
  });

  it('fills in nothing but what the README exports', () => {
    const names = new Set(
      [
        ...read('service.yaml')
          .replaceAll(/^\s*#.*$/gm, '')
          .matchAll(/\$\{(\w+)\}/g),
      ].map(([, name = '']) => name),
    );
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [line = ''] = /^export .*$/m.exec(readme) ?? [];
    expect([...names].toSorted()).toEqual(
      [...line.matchAll(/(\w+)=/g)].map(([, name = '']) => name).toSorted(),
    );
  });
});

describe('Firestore', () => {
  const indexes = JSON.parse(read('firestore.indexes.json'));
  const [source, room, documents] = ['store', 'room', 'document'].map((name) =>
    readFileSync(new URL(`./scenarios/firestore-${name}.ts`, import.meta.url), 'utf8'),
  ) as [string, string, string];

  it('has the indexes that lists and sums need', () => {
    const asked = [
      ...[...source.matchAll(/\.where\('(\w+)', '=='/g)].map(([, fieldPath]) => ({
        fieldPath,
        order: 'ASCENDING',
      })),
      // The last field's direction is that of the document's name, which follows it.
      ...[...source.matchAll(/\.orderBy\('([a-z]\w+)', 'desc'\)/gi)].map(([, fieldPath]) => ({
        fieldPath,
        order: 'DESCENDING',
      })),
    ];
    expect(asked).toHaveLength(3);
    // A sum over what a condition leaves needs both fields: https://firebase.google.com/docs/firestore/query-data/aggregation-queries
    const summed = [
      ...room.matchAll(/\.where\('(\w+)', '=='/g),
      ...room.matchAll(/AggregateField\.sum\('(\w+)'\)/g),
    ].map(([, fieldPath]) => ({ fieldPath, order: 'ASCENDING' }));
    expect(summed).toHaveLength(2);
    expect(indexes.indexes).toEqual(
      [asked, summed].map((fields) => ({
        collectionGroup: 'scenarios',
        queryScope: 'COLLECTION',
        fields,
      })),
    );
  });

  it('deletes what has expired, and does not index what nobody looks for', () => {
    const [document = ''] = /interface ScenarioDocument \{.*?\n\}/s.exec(documents) ?? [];
    const fields = [...document.matchAll(/^ {2}(\w+): /gm)].map(([, name = '']) => name);
    const overrides: { fieldPath: string; ttl?: boolean; indexes: unknown[] }[] = indexes.fieldOverrides;
    for (const { fieldPath, indexes: own } of overrides) {
      expect(fields).toContain(fieldPath);
      // Sweeps look for what has expired.
      const isAsked = room.includes(`.where('${fieldPath}', '<='`);
      expect(own).toEqual(isAsked ? [{ order: 'ASCENDING', queryScope: 'COLLECTION' }] : []);
    }
    expect(overrides.filter(({ ttl }) => ttl)).toMatchObject([{ fieldPath: 'expiresAt' }]);
    expect(overrides.map(({ fieldPath }) => fieldPath)).toContain('body');
  });

  it('has its files where firebase.json says', () => {
    const { firestore } = JSON.parse(read('firebase.json'));
    for (const file of Object.values<string>(firestore))
      expect(existsSync(fileURLToPath(new URL(file, deploy)))).toBe(true);
  });
});
