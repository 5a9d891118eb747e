import { createInterface, type Interface } from 'node:readline';
import { Failure } from '@modelfolio/failures';

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

/** Where a person sits: the terminal, or streams in a test. */
export interface TerminalStreams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/**
 * Asks on the terminal. Lines that are pasted at once answer one question after another.
 *
 * @throws Failure `answers-missing` when the input ends; the signal's reason when it is aborted
 */
export function askOn({ input, output }: TerminalStreams, signal: AbortSignal): Ask {
  let lines: LineQueue | undefined;
  return async ({ label, suggestion, choices }) => {
    lines ??= new LineQueue({ input, output }, signal);
    const given = choices ? ` (${choices.join(', ')})` : '';
    const shown = suggestion === undefined || suggestion === '' ? '' : ` [${suggestion}]`;
    for (;;) {
      const answer = (await lines.next(`${label}${given}${shown}: `)).trim() || (suggestion ?? '');
      if (!choices || choices.includes(answer)) return answer;
      output.write(`One of ${choices.join(', ')}, please.\n`);
    }
  };
}

/** Lines as they come, one a question. Reading stops between questions, so that the program can end. */
class LineQueue {
  readonly #interface: Interface;
  readonly #signal: AbortSignal;
  readonly #lines: string[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(terminal: TerminalStreams, signal: AbortSignal) {
    this.#signal = signal;
    this.#interface = createInterface(terminal);
    this.#interface.on('line', (line) => {
      this.#lines.push(line);
      this.#wake();
    });
    this.#interface.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
    // Ctrl-C ends the program as it does everywhere else: the interface would only close itself.
    this.#interface.on('SIGINT', () => void process.emit('SIGINT'));
    signal.addEventListener('abort', () => this.#wake(), { once: true });
  }

  async next(prompt: string): Promise<string> {
    if (!this.#ended) {
      this.#interface.setPrompt(prompt);
      this.#interface.prompt();
    }
    while (this.#lines.length === 0) {
      this.#signal.throwIfAborted();
      if (this.#ended)
        throw new Failure('answers-missing', 'the answers ended before the questions did', {
          hint: 'give the rest as flags',
        });
      await new Promise<void>((wake) => (this.#wake = wake));
    }
    if (!this.#ended) this.#interface.pause();
    return this.#lines.shift() ?? '';
  }
}
