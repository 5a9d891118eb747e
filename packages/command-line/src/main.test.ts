import { Failure } from '@modelfolio/failures';
import { describe, expect, it } from 'vitest';
import type { FlagValues } from './flags.ts';
import { main, type Main, type MainEffects } from './main.ts';
import { UsageError } from './usage-error.ts';

interface Said {
  code: number;
  out: string[];
  err: string[];
  /** What is left on the terminal's line of progress. */
  progress: string | null;
}

/** Runs `try it` with a command that does so. */
async function running(
  run: (flags: FlagValues) => Promise<number>,
  args: readonly string[] = [],
  { signal, ...more }: Partial<Main<MainEffects>> & { signal?: AbortSignal } = {},
): Promise<Said> {
  const said: Omit<Said, 'code'> = { out: [], err: [], progress: 'half' };
  const effects: MainEffects = {
    print: (line) => void said.out.push(line),
    note: (line) => void said.err.push(line),
    progress: (text) => void (said.progress = text),
    ...(signal && { signal }),
  };
  const program: Main<MainEffects> = {
    name: 'try',
    summary: 'Tries.',
    version: '1.0.0',
    commonFlags: { json: { type: 'boolean', description: 'as JSON' } },
    commands: {
      it: async () => ({
        name: 'it',
        summary: '',
        operands: '',
        description: '',
        flags: {},
        run: (_operands, flags) => run(flags),
      }),
    },
    ...more,
  };
  return { code: await main(program, ['it', ...args], effects), ...said };
}

const throwing = (error: unknown) => async (): Promise<number> => {
  throw error;
};

describe('main', () => {
  it('ends with the code of the command, and leaves no progress on the terminal', async () => {
    expect(await running(async () => 7)).toEqual({ code: 7, out: [], err: [], progress: null });
  });

  it('tells a failure in one line, and as JSON where that is wanted', async () => {
    const failure = new Failure('empty', 'has no rows', { file: 'a.csv' });
    const told = { code: 1, out: [], err: ['try: a.csv: has no rows'], progress: null };
    expect(await running(throwing(failure))).toEqual(told);
    expect(await running(throwing(failure), ['--json'])).toEqual(told);
    const failureJson = ({ code, place }: Failure): object => ({ name: code, ...place });
    expect(await running(throwing(failure), [], { failureJson })).toEqual(told);
    expect(await running(throwing(failure), ['--json'], { failureJson })).toEqual({
      ...told,
      out: [JSON.stringify({ error: { name: 'empty', file: 'a.csv' } }, null, 2)],
    });
  });

  it('heads what goes wrong with the title where the name is that of another program', async () => {
    const told = await running(throwing(new Failure('empty', 'has no rows')), [], { title: 'tried' });
    expect(told.err).toEqual(['tried: has no rows']);
  });

  it('ends with 2 for wrong usage, of whatever class', async () => {
    expect(await running(throwing(new UsageError('no')))).toMatchObject({ code: 2, err: ['try: no'] });
    expect(await running(throwing(new Failure('usage', 'no')))).toMatchObject({ code: 2 });
    expect(await running(async () => 0, ['--no-such-flag'])).toMatchObject({
      code: 2,
      err: ["try: Unknown option '--no-such-flag' (try it --help lists the flags)"],
    });
  });

  it('tells that it was interrupted, whether the work threw, failed or had just ended', async () => {
    const signal = AbortSignal.abort();
    const told = {
      code: 130,
      out: [],
      err: ['try: interrupted; no file is left half-written'],
      progress: null,
    };
    for (const run of [async () => 0, throwing(signal.reason), throwing(new Failure('late', 'late'))])
      expect(await running(run, ['--json'], { signal, failureJson: () => ({}) })).toEqual(told);
    expect(await running(async () => 3, [], { signal: new AbortController().signal })).toMatchObject({
      code: 3,
    });
  });

  it('takes an error of the outside world for what the program foresees', async () => {
    const foresee = (error: unknown): unknown =>
      error instanceof RangeError ? new Failure('large', 'too large') : undefined;
    expect(await running(throwing(new RangeError('x')), [], { foresee })).toMatchObject({
      code: 1,
      err: ['try: too large'],
    });
    const [fault = ''] = (await running(throwing(new TypeError('x')), [], { foresee })).err;
    expect(fault).toMatch(/^try: unexpected failure, please report it: TypeError: x\n/);
  });

  it("tells the system's refusals in its own words, and the trace of a fault", async () => {
    const refusals = [
      { syscall: 'open', path: 'x' },
      { syscall: 'listen', port: 80 },
    ];
    for (const refusal of refusals)
      expect(await running(throwing(Object.assign(new Error('EACCES: no'), refusal)))).toMatchObject({
        code: 1,
        err: ['try: EACCES: no'],
      });
    const [fault = ''] = (await running(throwing(new Error('boom')))).err;
    expect(fault).toMatch(/^try: unexpected failure, please report it: Error: boom\n.+main\.test/);
    expect((await running(throwing('boom'))).err).toEqual([
      'try: unexpected failure, please report it: boom',
    ]);
  });
});
