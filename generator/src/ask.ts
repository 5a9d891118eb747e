import { createInterface } from 'node:readline/promises';

/** Something that only a person can answer. */
export interface Question {
  /** What is asked, in a few words. */
  label: string;
  /** Taken where the answer is empty. */
  suggestion?: string | undefined;
  /** The answers there are; any text where left out. */
  choices?: readonly string[] | undefined;
}

/** Puts a question to the person at the terminal; resolves to the answer, trimmed. */
export type Ask = (question: Question) => Promise<string>;

/** Asks on the terminal: questions on standard error, so that results can be piped. */
export async function askOnTerminal(
  { label, suggestion, choices }: Question,
  signal: AbortSignal,
): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const given = choices ? ` (${choices.join(', ')})` : '';
  const prompt = `${label}${given}${suggestion === undefined || suggestion === '' ? '' : ` [${suggestion}]`}: `;
  try {
    for (;;) {
      // Ctrl-C ends the program as it does everywhere else: the interface would only close itself.
      terminal.once('SIGINT', () => void process.emit('SIGINT'));
      const answer = (await terminal.question(prompt, { signal })).trim() || (suggestion ?? '');
      if (!choices || choices.includes(answer)) return answer;
      process.stderr.write(`One of ${choices.join(', ')}, please.\n`);
    }
  } finally {
    terminal.close();
  }
}
