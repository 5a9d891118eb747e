import { describe, expect, it } from 'vitest';
import type { FlagValues } from './flags.ts';
import type { MainEffects } from './main.ts';
import { scriptMain, type NpmScript } from './npm-script.ts';

/** Runs `npm run measure -- site` with arguments. */
async function running(...args: string[]) {
  const said = { out: [] as string[], err: [] as string[], given: null as FlagValues | null };
  const effects: MainEffects = {
    print: (line) => void said.out.push(line),
    note: (line) => void said.err.push(line),
    progress: () => {},
  };
  const script: NpmScript<MainEffects> = {
    typed: ['npm run measure --', 'site'],
    title: 'measure',
    description: 'Measures the site.',
    flags: { runs: { type: 'string', value: 'n', description: 'how often' } },
    run: (flags) => {
      said.given = flags;
      return Promise.resolve(3);
    },
  };
  return { code: await scriptMain(script, args, effects), ...said };
}

describe('scriptMain', () => {
  it('gives the script its flags, and ends with its code', async () => {
    expect(await running('--runs', '5')).toEqual({ code: 3, out: [], err: [], given: { runs: '5' } });
  });

  it('prints the help with the words that are typed', async () => {
    const { code, out, given } = await running('--help');
    expect([code, given]).toEqual([0, null]);
    expect(out.join('\n')).toMatch(
      /^Usage: npm run measure -- site \[flags\]\n\nMeasures the site\.\n\n {2}--runs <n>/,
    );
  });

  it('takes neither operands nor unknown flags', async () => {
    const hint = '(npm run measure -- site --help lists the flags)';
    expect(await running('more')).toMatchObject({
      code: 2,
      err: [`measure: Unexpected argument 'more' ${hint}`],
    });
    expect(await running('--run')).toMatchObject({
      code: 2,
      err: [`measure: Unknown option '--run' ${hint}`],
    });
  });
});
