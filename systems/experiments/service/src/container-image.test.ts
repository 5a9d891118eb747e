import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingSources } from '@modelfolio/service/setting-sources';
import { parse } from 'yaml';
import trial from '../deploy/container-trial.ts';
import { settings, settingsOf } from './command/settings.ts';

const root = new URL('../../../../', import.meta.url);
const deploy = new URL('../deploy/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, deploy), 'utf8');
const isThere = (path: string): boolean => existsSync(new URL(path, root));
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const variables: readonly string[] = Object.values(settings).map(({ env }) => env);

/** Folders of the service and of the workspaces that it needs, those of these too. */
function neededFolders(): string[] {
  const patterns: string[] = json('package.json').workspaces;
  const manifests = globSync(
    patterns.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  );
  const byName = new Map(manifests.map((path) => [json(path).name as string, path]));
  const needed = new Set<string>();
  const wanted = ['@modelfolio/experiments-service'];
  for (const name of wanted) {
    const path = byName.get(name);
    if (path === undefined || needed.has(path)) continue;
    needed.add(path);
    wanted.push(...Object.keys(json(path).dependencies ?? {}));
  }
  return [...needed].map((path) => dirname(path)).toSorted();
}

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
const environment = Object.fromEntries(
  all('ENV')
    .flat()
    .map((pair) => pair.split('=') as [string, string]),
);

describe('the Dockerfile', () => {
  it('copies what is there, and all that the service needs', () => {
    const sources = copied.flatMap((paths) => paths.slice(0, -1));
    for (const path of sources) expect([path, isThere(path)]).toEqual([path, true]);
    const foldersOf = (end: string): string[] =>
      sources.filter((path) => path.endsWith(end)).map((path) => path.slice(0, -end.length));
    expect(neededFolders()).toContain('packages/service');
    expect(foldersOf('/package.json').toSorted()).toEqual(neededFolders());
    expect(foldersOf('/src').toSorted()).toEqual(neededFolders());
  });

  it('copies each folder to its own place', () => {
    for (const [source = '', target = ''] of copied.filter((paths) => paths.length === 2))
      expect([source, target.replace(/^\//, '')]).toEqual([
        source,
        source.endsWith('/package.json') ? `${dirname(source)}/` : source,
      ]);
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
      'systems/explainability/src/x.ts',
      'systems/experiments/node_modules/x',
      'systems/experiments/src/x.test.ts',
      'systems/experiments/service/deploy/database-password',
      'models/census-income/model.onnx',
      '.git/config',
    ])
      expect([path, isIgnored(path)]).toEqual([path, true]);
  });

  it('has Node as the repository has it, in the stages that run it, and no root', () => {
    const { node } = json('package.json').dependencies;
    expect(all('ARG')).toEqual([[`BASE=node:${node}-bookworm-slim`]]);
    expect(all('FROM').map(([image]) => image)).toEqual(['${BASE}', 'scratch', '${BASE}']);
    expect(all('USER')).toEqual([['node']]);
    expect(instructions.findIndex(({ word }) => word === 'USER')).toBeLessThan(
      instructions.findIndex(({ word }) => word === 'ENTRYPOINT'),
    );
  });

  it('installs the workspace by its lock file, without scripts, with secrets that do not stay', () => {
    const [install = ''] = all('RUN')
      .map((words) => words.join(' '))
      .filter((line) => line.includes('npm ci'));
    expect(install).toContain('npm ci --workspace systems/experiments/service --omit dev');
    expect(install).toContain('--ignore-scripts');
    expect(install).toContain('--mount=type=secret,id=npmrc,target=/root/.npmrc');
  });

  it('starts the program with settings that it reads, and asks for its health', () => {
    const command = [
      ...JSON.parse(all('ENTRYPOINT')[0]?.join(' ') ?? ''),
      ...JSON.parse(all('CMD')[0]?.join(' ') ?? ''),
    ];
    expect(command).toEqual([
      'node',
      expect.stringMatching(/^\/app\/.*modelfolio-experiments\.ts$/),
      'serve',
    ]);
    expect(isThere(command[1].slice('/app/'.length))).toBe(true);
    const { NODE_ENV, ...own } = environment;
    expect(NODE_ENV).toBe('production');
    for (const name of Object.keys(own)) expect(variables).toContain(name);
    const { host, port, store, artifactsDestination } = settingsOf(undefined, {}, own);
    expect(host).toBe('0.0.0.0');
    expect(all('EXPOSE')).toEqual([[String(port)]]);
    expect(trial.port).toBe(port);
    expect(store).toEqual({ kind: 'sqlite', file: '/data/mlflow.db' });
    expect(artifactsDestination).toMatch(/^\/data\//);
    // Files without a place of their own, such as the digests of artifacts, lie in the volume too.
    expect(all('WORKDIR').at(-1)).toEqual(trial.volumes);
    expect(all('RUN').flat()).toContain('/data');
    expect(all('HEALTHCHECK').flat().join(' ')).toContain('/healthz');
  });
});

describe('the compose file', () => {
  const { services, volumes, secrets } = parse(read('compose.yaml'));
  const { tracking = {}, database = {}, ...others } = services as Record<string, Record<string, unknown>>;

  it('builds the image from the root of the repository', () => {
    expect(others).toEqual({});
    const { context, dockerfile } = tracking['build'] as { context: string; dockerfile: string };
    expect(new URL(`${context}/`, deploy).href).toBe(root.href);
    expect(isThere(dockerfile)).toBe(true);
    expect(tracking['image']).toContain(trial.name);
  });

  it('shuts both in, as the trial does, and lets in through loopback alone', () => {
    for (const service of [tracking, database])
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: trial.limits.memory,
        cpus: trial.limits.cpus,
        pids_limit: trial.limits.processes,
        restart: 'unless-stopped',
      });
    expect(tracking).toMatchObject({
      ports: [`127.0.0.1:\${PORT:-${trial.port}}:${trial.port}`],
      volumes: trial.volumes.map((folder) => expect.stringMatching(new RegExp(`^\\w+:${folder}$`))),
      tmpfs: trial.temporary.map((folder) => expect.stringMatching(new RegExp(`^${folder}:`))),
    });
    expect(tracking).not.toHaveProperty('cap_add');
    expect(database).not.toHaveProperty('ports');
    expect(Object.keys(volumes)).toEqual(['artifacts', 'database']);
  });

  it('sets what the program reads: the database beside it, its password and tokens from secrets', async () => {
    const set = tracking['environment'] as Record<string, string>;
    const known = [...variables, 'DATABASE_PASSWORD_FILE'];
    for (const name of Object.keys(set)) expect(known).toContain(name);
    expect(tracking['secrets']).toEqual(Object.keys(secrets));
    const asked: string[] = [];
    const readFile = async (path: string): Promise<Uint8Array> => {
      asked.push(path);
      return new TextEncoder().encode('p@ss:word\n');
    };
    const sources = await settingSources(
      settings,
      { flags: {}, environment: { ...environment, ...set } },
      { readFile },
    );
    expect(asked).toEqual(['/run/secrets/database-password']);
    const { store, tokens, auditLog } = settingsOf(undefined, {}, sources.environment);
    expect(tokens).toBe('/run/secrets/tokens');
    expect(auditLog).toMatch(/^\/data\//);
    expect(store).toEqual({ kind: 'postgres', url: 'postgresql://mlflow:p%40ss%3Aword@database/mlflow' });
  });

  it('gives the database the user, the name and the password that the server asks with', () => {
    const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD_FILE } = database['environment'] as Record<
      string,
      string
    >;
    const { username, pathname, hostname } = new URL(
      (tracking['environment'] as Record<string, string>)['MLFLOW_BACKEND_STORE_URI'] ?? '',
    );
    expect([username, pathname, hostname]).toEqual([POSTGRES_USER, `/${POSTGRES_DB}`, 'database']);
    expect(database['secrets']).toEqual(['database-password']);
    expect(POSTGRES_PASSWORD_FILE).toBe('/run/secrets/database-password');
  });

  it('names the images of other programs by the variables of the trial', () => {
    for (const variable of Object.keys(trial.companions))
      expect(database['image']).toMatch(new RegExp(`^\\$\\{${variable}:-postgres:`));
  });

  it('gives what is in flight the time that the trial does', () => {
    expect(Number.parseInt(tracking['stop_grace_period'] as string, 10)).toBeGreaterThan(trial.graceSeconds);
  });
});
