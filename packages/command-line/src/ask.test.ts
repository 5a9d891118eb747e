import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askOn } from './ask.ts';

/** A terminal on which lines were typed, and what it showed. */
function terminal(typed: string): { input: PassThrough; output: PassThrough; shown: () => string } {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(typed);
  let text = '';
  output.on('data', (chunk) => (text += String(chunk)));
  return { input, output, shown: () => text };
}

const never = new AbortController().signal;

describe('askOn', () => {
  it('answers one question after another with lines that are pasted at once', async () => {
    const ask = askOn(terminal(' first \nsecond\n'), never);
    expect(await ask({ label: 'one' })).toBe('first');
    expect(await ask({ label: 'two' })).toBe('second');
  });

  it('takes the suggestion for an empty line and shows it', async () => {
    const at = terminal('\n');
    expect(await askOn(at, never)({ label: 'title', suggestion: 'Penguins' })).toBe('Penguins');
    expect(at.shown()).toContain('title [Penguins]: ');
  });

  it('asks again until the answer is one of the choices', async () => {
    const at = terminal('maybe\nyes\n');
    expect(await askOn(at, never)({ label: 'sure?', choices: ['yes', 'no'] })).toBe('yes');
    expect(at.shown()).toContain('One of yes, no, please.');
  });

  it('fails when the input ends before the questions', async () => {
    const ask = askOn(terminal('only\n'), never);
    await ask({ label: 'one' });
    await expect(ask({ label: 'two' })).rejects.toThrow(/the answers ended before the questions did/);
  });

  it('stops waiting when the command is interrupted', async () => {
    const stop = new AbortController();
    const waiting = askOn(
      { input: new PassThrough(), output: new PassThrough() },
      stop.signal,
    )({ label: 'one' });
    stop.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
