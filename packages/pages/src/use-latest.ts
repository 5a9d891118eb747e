import { useEffect, useReducer, useRef } from 'preact/hooks';
import { DemoError } from './demo-error.ts';

export type Latest<Question, Answer> = {
  /** The newest answer, with what was asked. */
  answer: { question: Question; value: Answer } | null;
  error: DemoError | null;
  busy: boolean;
  ask: (question: Question) => void;
};

/**
 * Asks one question at a time: while questions come faster than answers, only the newest is asked next. An answer stays
 * until a newer one comes.
 *
 * @param answerOf may show answers that are still being refined
 */
export function useLatest<Question, Answer>(
  answerOf: (question: Question, show: (value: Answer) => void) => Promise<Answer>,
): Latest<Question, Answer> {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const held = useRef<{
    answer: Latest<Question, Answer>['answer'];
    error: DemoError | null;
    busy: boolean;
    next: { question: Question } | null;
    live: boolean;
  }>({ answer: null, error: null, busy: false, next: null, live: true });
  const own = held.current;
  const latestAnswerOf = useRef(answerOf);
  latestAnswerOf.current = answerOf;
  useEffect(() => {
    own.live = true;
    return () => void (own.live = false);
  }, []);

  async function run(): Promise<void> {
    own.busy = true;
    while (own.next && own.live) {
      const { question } = own.next;
      own.next = null;
      try {
        const show = (value: Answer) => {
          own.answer = { question, value };
          if (own.live && !own.next) changed(undefined);
        };
        own.answer = { question, value: await latestAnswerOf.current(question, show) };
        own.error = null;
      } catch (error) {
        if (!(error instanceof DemoError)) throw error;
        if (error.code !== 'cancelled') {
          own.error = error;
          own.answer = null;
        }
      }
      if (own.live && !own.next) break;
      if (own.live) changed(undefined);
    }
    own.busy = false;
    if (own.live) changed(undefined);
  }

  return {
    answer: own.answer,
    error: own.error,
    busy: own.busy,
    ask(question) {
      own.next = { question };
      if (!own.busy) void run();
    },
  };
}
