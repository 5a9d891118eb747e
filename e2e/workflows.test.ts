import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { workflowFindings } from './workflow-findings.ts';

const folder = join(import.meta.dirname, '../.github/workflows');
const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));
const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const workflow = z.looseObject({
  permissions,
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.number(),
      permissions: permissions.optional(),
      if: z.string().optional(),
      needs: z.string().optional(),
      steps: z.array(step),
    }),
  ),
});

const { devDependencies } = z
  .looseObject({ devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')));
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const steps = (name: string) =>
  Object.values(workflow.parse(parse(read(name))).jobs).flatMap((job) => job.steps);

/** Also those that projects of others are given or run. */
const repository = join(import.meta.dirname, '..');
const published = [
  ...files.map((name) => `.github/workflows/${name}`),
  'action.yml',
  'generator/templates/workflows/site.yml',
];

it.each(published)('every step of %s is of one commit, with its version beside it', (path) => {
  const text = readFileSync(join(repository, path), 'utf8');
  const used = Array.from(text.matchAll(/^[ \t-]*uses: (.*)$/gm), ([, action = '']) => action);
  expect(used.length).toBeGreaterThan(0);
  // A tag may be moved to other code; a commit is what it is.
  const loose = used.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));
  expect(loose).toEqual([]);
});

it('finds the three workflows', () => {
  expect(files.sort()).toEqual(['ci.yml', 'preview.yml', 'release.yml']);
});

describe.each(files)('%s', (name) => {
  it('passes actionlint', async () => {
    expect(await workflowFindings(read(name), name)).toEqual([]);
  });

  it('gives no writing permission to a job that runs code of the repository', () => {
    const { permissions: all, jobs } = workflow.parse(parse(read(name)));
    const writers = Object.entries(jobs).filter(
      ([, job]) =>
        Object.values(job.permissions ?? all).includes('write') &&
        job.steps.some(({ run }) => run !== undefined),
    );
    expect(Object.values(all)).not.toContain('write');
    expect(writers).toEqual([]);
  });

  it('leaves no credentials behind in the checkout', () => {
    const checkouts = steps(name).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((checkout) => checkout.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('deploys with the Firebase tools that the tests ran against', () => {
    const deployments = steps(name).filter(({ uses }) => uses?.startsWith('FirebaseExtended/'));
    const versions = deployments.map((deployment) => deployment.with?.['firebaseToolsVersion']);
    expect(versions).toEqual(versions.map(() => devDependencies['firebase-tools']));
    expect(deployments).toHaveLength(name === 'ci.yml' ? 0 : 1);
  });
});

it('gives a fork neither build nor service account', () => {
  const { jobs } = workflow.parse(parse(read('preview.yml')));
  for (const job of Object.values(jobs).filter(({ needs }) => needs === undefined))
    expect(job.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
});

describe('a bad workflow', () => {
  const sound = read('ci.yml');
  it.each([
    ['an event that does not exist', sound.replace('pull_request:', 'pul_request:'), 'unknown Webhook event'],
    [
      'a permission that does not exist',
      sound.replace('contents: read', 'contents: reed'),
      '"reed" is invalid',
    ],
    ['a context that does not exist', sound.replace('matrix.node', 'matrix.nod'), 'property "nod"'],
    [
      'text of a stranger run as a script',
      sound.replace('bash .ci/run', 'echo ${{ github.event.pull_request.title }}'),
      'potentially untrusted',
    ],
    [
      'an input that the action does not have',
      sound.replace(/checkout@\w+/, 'checkout@v4').replace('persist-', 'persits-'),
      'is not defined in action',
    ],
  ])('is refused for %s', async (_, bad, reason) => {
    expect(bad).not.toBe(sound);
    expect((await workflowFindings(bad, 'bad.yml')).join('\n')).toContain(reason);
  });
});
