import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelfolio, temporaryProject } from '../test/temporary-project.ts';
import packageJson from '../package.json' with { type: 'json' };

const commands = ['ingest', 'add', 'evaluate', 'build', 'check'];

const kindOf = () => Promise.reject(new Error('out of order'));

describe('modelfolio', () => {
  it('lists its commands with --help, and on standard error with exit code 2 without a command', async () => {
    const asked = await modelfolio('/', ['--help']);
    const bare = await modelfolio('/', []);
    expect(asked.code).toBe(0);
    for (const command of commands) expect(asked.out.join('\n')).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(bare).toMatchObject({ code: 2, out: [], err: asked.out });
  });

  it('prints its version', async () => {
    expect(await modelfolio('/', ['--version'])).toMatchObject({ code: 0, out: [packageJson.version] });
  });

  it.each(commands)('explains every flag of %s', async (command) => {
    const { code, out } = await modelfolio('/', [command, '--help']);
    expect(code).toBe(0);
    expect(out[0]).toMatch(new RegExp(`^Usage: modelfolio ${command} `));
    for (const flag of ['--root <folder>', '--json', '-h, --help'])
      expect(out.some((line) => line.startsWith(`  ${flag} `))).toBe(true);
  });

  it.each([
    [['evaluate', '--forse'], "Unknown option '--forse' (modelfolio evaluate --help lists the flags)"],
    [
      ['check', '--root'],
      "Option '--root <value>' argument missing (modelfolio check --help lists the flags)",
    ],
    [
      ['build', '--json=yes'],
      "Option '--json' does not take an argument (modelfolio build --help lists the flags)",
    ],
    [
      ['evalute'],
      'no command named evalute (commands: init, ingest, add, evaluate, explain, build, migrate, compare, export, freeze, review, check)',
    ],
    [
      ['--jason'],
      'no flag named --jason (commands: init, ingest, add, evaluate, explain, build, migrate, compare, export, freeze, review, check)',
    ],
  ])('answers %j with one line and exit code 2', async (args, line) => {
    expect(await modelfolio(temporaryProject('tiny'), args)).toMatchObject({
      code: 2,
      out: [],
      err: [`modelfolio: ${line}`],
    });
  });

  it('finds the project from a folder inside it', async () => {
    const root = temporaryProject('tiny');
    const { code } = await modelfolio(join(root, 'models/tiny/runs'), ['ingest']);
    expect(code).toBe(0);
    expect(existsSync(join(root, 'models/tiny/manifest.json'))).toBe(true);
  });

  it('works in another folder with --root, and says when there is nothing there', async () => {
    const root = temporaryProject('tiny');
    expect(await modelfolio('/', ['ingest', '--root', root])).toMatchObject({ code: 0 });
    const nowhere = temporaryProject();
    for (const args of [['check', '--root', nowhere], ['check']])
      expect(await modelfolio(nowhere, args)).toMatchObject({
        code: 1,
        err: [
          expect.stringMatching(
            /^modelfolio: no models folder in .*\(go to the project, or name it with --root <folder>\)$/,
          ),
        ],
      });
  });

  it('names the models there are when another is asked for', async () => {
    const line = 'modelfolio: no model named tinny in models/ (there are: tiny)';
    for (const command of ['evaluate', 'build', 'check'])
      expect(await modelfolio(temporaryProject('tiny'), [command, 'tinny'])).toMatchObject({
        code: 1,
        err: [line],
      });
  });

  it('gives failures as JSON too', async () => {
    const { code, out } = await modelfolio(temporaryProject('tiny'), ['build', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out.join('\n'))).toEqual({
      cards: [],
      failures: [
        {
          model: 'tiny',
          name: 'manifest-missing',
          file: 'models/tiny/manifest.json',
          field: null,
          reason: 'not there',
          remedy: 'run modelfolio ingest',
        },
      ],
    });
  });

  it('says where to look when it fails by its own fault', async () => {
    const { code, err } = await modelfolio('/', ['check'], { kindOf });
    expect(code).toBe(1);
    expect(err[0]).toMatch(/^modelfolio: unexpected failure, please report it: Error: out of order/);
  });

  it('passes on what the file system refuses in one line', async () => {
    const refusal = Object.assign(new Error("EACCES: permission denied, open 'card.yaml'"), {
      code: 'EACCES',
      syscall: 'open',
      path: 'card.yaml',
    });
    const readFile = () => Promise.reject(refusal);
    expect(await modelfolio(temporaryProject('tiny'), ['ingest'], { readFile })).toMatchObject({
      code: 1,
      err: ["modelfolio: EACCES: permission denied, open 'card.yaml'"],
    });
  });
});
