import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { serviceForTests } from '../test/service.ts';
import { settings, settingsOf } from './command/settings.ts';

const deploy = new URL('../deploy/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, deploy), 'utf8');

const environment: readonly string[] = Object.values(settings).map(({ env }) => env);

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
    const { store, limits, corsOrigins, project, ttlDays, host, tokens, allowAnonymous } = settingsOf(
      {},
      variables,
    );
    // Cloud Run asks from outside the container, and lets in only whom it knows: the file says why that is enough.
    expect({ host, tokens, allowAnonymous }).toEqual({ host: '0.0.0.0', tokens: null, allowAnonymous: true });
    expect(read('service.yaml')).toMatch(/# Who may ask is Cloud Run's to say/);
    expect(limits.dear).toBeLessThanOrEqual(Number(container.resources.limits.cpu));
    expect(store).toEqual({ kind: 'firestore', place: 'my-project' });
    expect({ corsOrigins, project, ttlDays }).toEqual({
      corsOrigins: ['https://my-project.web.app'],
      project: 'my-project',
      ttlDays: 365,
    });
    expect(spec.timeoutSeconds).toBeGreaterThan(limits.seconds);
    expect(spec.containerConcurrency).toBeGreaterThan(limits.concurrent + limits.dear);
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
    const loading = await serviceForTests({ state: { models: null } });
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
