import { describe, expect, test } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { DemoError, cancelled } from './demo-error.ts';
import { useLatest, type Latest } from './use-latest.ts';

/** Lets promises go on. */
const soon = () => new Promise((done) => setTimeout(done, 5));

describe('useLatest', () => {
  /** Answers when told. */
  function asking() {
    const open: {
      question: string;
      show(value: string): void;
      answer(value: string): void;
      fail(error: Error): void;
    }[] = [];
    let latest: Latest<string, string> | null = null;
    const answerOf = (question: string, show: (value: string) => void) =>
      new Promise<string>((answer, fail) => open.push({ question, show, answer, fail }));
    function Asking() {
      latest = useLatest(answerOf);
      return (
        <p>{`${latest.busy} ${latest.answer?.question}=${latest.answer?.value} ${latest.error?.code}`}</p>
      );
    }
    return { open, Asking, ask: (question: string) => latest?.ask(question) };
  }

  test('asks one question at a time, and of those that wait the newest', async () => {
    const { open, Asking, ask } = asking();
    const page = await drawnPage(<Asking />);
    expect(page.texts('p')).toEqual(['false undefined=undefined undefined']);
    ask('a');
    ask('b');
    ask('c');
    expect(open.map(({ question }) => question)).toEqual(['a']);
    open[0]?.answer('A');
    await soon();
    expect(open.map(({ question }) => question)).toEqual(['a', 'c']);
    expect(page.texts('p')[0]).toBe('true a=A undefined');
    open[1]?.show('half of C');
    await soon();
    expect(page.texts('p')[0]).toBe('true c=half of C undefined');
    open[1]?.answer('C');
    await soon();
    expect(page.texts('p')[0]).toBe('false c=C undefined');
  });

  test('keeps the answer where a question was cancelled, and tells any other failure', async () => {
    const { open, Asking, ask } = asking();
    const page = await drawnPage(<Asking />);
    ask('a');
    open[0]?.answer('A');
    await soon();
    ask('b');
    open[1]?.fail(cancelled());
    await soon();
    expect(page.texts('p')[0]).toBe('false a=A undefined');
    ask('c');
    open[2]?.fail(new DemoError('input', 'No number.'));
    await soon();
    expect(page.texts('p')[0]).toBe('false undefined=undefined input');
    ask('d');
    open[3]?.answer('D');
    await soon();
    expect(page.texts('p')[0]).toBe('false d=D undefined');
  });

  test('asks nothing more once the component is gone', async () => {
    const { open, Asking, ask } = asking();
    const page = await drawnPage(<Asking />);
    ask('a');
    ask('b');
    await page.draw(null);
    open[0]?.answer('A');
    await soon();
    expect(open).toHaveLength(1);
  });
});
