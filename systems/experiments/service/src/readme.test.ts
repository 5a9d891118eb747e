import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService } from '../test/running-program.ts';
import { program } from './command/program.ts';
import { settings } from './command/settings.ts';
import { leftOutAreas } from './left-out.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = readme.slice(readme.indexOf('## Ask it'), readme.indexOf('## Who may do what'));
const blocks = [...examples.matchAll(/```(sh|json)\n(.*?)```/gs)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}));

describe('the examples of the README', () => {
  let folder: string;
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'readme-'));
    service = await startService([join(folder, 'mlflow.db')], {
      MLFLOW_ARTIFACTS_DESTINATION: join(folder, 'artifacts'),
    });
  });
  afterAll(async () => {
    service.signal('SIGTERM');
    await service.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('run, and print what stands there', async () => {
    const commands = blocks.filter(({ kind }) => kind === 'sh');
    // A mark after each block; one shell, for they hand values on.
    const script = ['set -eu', ...commands.flatMap(({ text }) => [text, "printf '\\n===\\n'"])].join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: folder,
      env: {
        SERVICE: service.url,
        PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`,
      },
    });
    const answers = stdout.split('\n===\n').slice(0, -1);
    const expected = blocks.filter(({ kind }) => kind === 'json');
    expect(expected).toHaveLength(3);
    // The answer to what is put is empty; what a block prints last counts.
    const told = answers.map((text) => JSON.parse(text.replace(/^\{\}(?=.)/s, '')));
    expect(told).toEqual(expected.map(({ text }) => JSON.parse(text)));
  });
});

describe('the README', () => {
  it('names settings and variables that there are', () => {
    const rows = [...readme.matchAll(/^\| `--([\w-]+)`[^|]*\| ([^|]*)\|/gm)];
    expect(rows.length).toBeGreaterThan(6);
    for (const [, flag = '', variables = ''] of rows) {
      const name = flag.replace(/-file$/, '') as keyof typeof settings;
      expect(settings).toHaveProperty(name);
      expect(variables).toContain(`\`${settings[name].env}\``);
    }
  });

  it('names commands that there are', () => {
    for (const [, command] of readme.matchAll(/^npx modelfolio-experiments (\w+)/gm))
      expect(Object.keys(program.commands)).toContain(command);
  });

  it('names every area that is left out', () => {
    const [, section = ''] = /## What is left out\n(.*?)\n## /s.exec(readme) ?? [];
    expect(leftOutAreas.length).toBeGreaterThan(10);
    for (const area of leftOutAreas) expect(section.replaceAll('\n', ' ')).toContain(area);
  });
});
