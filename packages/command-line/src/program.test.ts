import { describe, expect, it } from 'vitest';
import { table, textFlags } from './flags.ts';
import { runProgram, type Program } from './program.ts';

interface Said {
  out: string[];
  err: string[];
}
const greet: Program<{ print(text: string): void; note(text: string): void }> = {
  name: 'greet',
  summary: 'Greets.',
  version: '1.2.3',
  commonFlags: { json: { type: 'boolean', description: 'as JSON' } },
  commands: {
    hello: async () => ({
      name: 'hello',
      summary: 'says hello',
      operands: '<name>',
      description: 'Says hello to somebody.',
      flags: {
        words: { type: 'string', value: 'words', takesDashes: true, description: 'what else is said' },
        times: { type: 'string', value: 'n', short: 't', multiple: true, description: 'how often' },
      },
      run: async ([name = 'nobody'], flags, effects) => {
        const said = [...textFlags(flags, 'words'), textFlags(flags, 'times').join('+')];
        effects.print(['hello', name, ...said].join(' ').trim());
        return name === 'nobody' ? 1 : 0;
      },
    }),
  },
};

async function run(...args: string[]): Promise<Said & { code: number }> {
  const said: Said = { out: [], err: [] };
  const effects = {
    print: (text: string) => said.out.push(text),
    note: (text: string) => said.err.push(text),
  };
  return { code: await runProgram(greet, args, effects), ...said };
}

describe('a program', () => {
  it('runs a command with its flags and operands, and gives its exit code', async () => {
    expect(await run('hello', 'Ada', '-t', '1', '--times', '2')).toEqual({
      code: 0,
      out: ['hello Ada 1+2'],
      err: [],
    });
    expect(await run('hello')).toMatchObject({ code: 1 });
  });

  it('takes values that begin with a dash where a flag says so', async () => {
    expect((await run('hello', 'Ada', '--words', '--log-level debug', '-t', '1')).out).toEqual([
      'hello Ada --log-level debug 1',
    ]);
    expect((await run('hello', '--words=-a', 'Ada')).out).toEqual(['hello Ada -a']);
    expect((await run('hello', '--', '--words', '-a')).out).toEqual(['hello --words']);
    await expect(run('hello', '--words')).rejects.toThrow("'--words <value>' argument missing");
    await expect(run('hello', '--times', '-t')).rejects.toThrow("Option '--times' argument is ambiguous");
  });

  it('tells its commands, where none is named on standard error', async () => {
    const { out } = await run('--help');
    expect(out).toEqual([
      expect.stringMatching(/^Usage: greet <command> \[flags\]\n\nGreets\.\n\n {2}hello {2}says hello\n/),
    ]);
    expect(await run()).toEqual({ code: 2, out: [], err: out });
    expect(await run('--version')).toEqual({ code: 0, out: ['1.2.3'], err: [] });
  });

  it('tells what a command takes', async () => {
    const { code, out } = await run('hello', '--help');
    expect(code).toBe(0);
    expect(out[0]).toBe(
      'Usage: greet hello <name> [flags]\n\nSays hello to somebody.\n\n' +
        '  --words <words>  what else is said\n  -t, --times <n>  how often\n' +
        '  --json           as JSON\n  -h, --help       show this text',
    );
  });

  it.each([
    [['help!'], 'no command named help! (commands: hello)'],
    [['--verbose'], 'no flag named --verbose (commands: hello)'],
    [['toString'], 'no command named toString (commands: hello)'],
    [['hello', '--loud'], "Unknown option '--loud' (greet hello --help lists the flags)"],
  ])('refuses %j', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});

it('aligns two columns', () => {
  expect(
    table([
      ['a', 'one'],
      ['long', 'two'],
    ]),
  ).toBe('  a     one\n  long  two');
});
