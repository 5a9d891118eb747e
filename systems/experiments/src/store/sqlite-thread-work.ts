import type { MessagePort } from 'node:worker_threads';
import type { DatabaseSync } from 'node:sqlite';
import { sqliteTransaction } from '../database/sqlite-transaction.ts';
import { openStoreFile } from '../database/open-store-file.ts';
import { MlflowError, type MlflowErrorCode } from '../mlflow-error.ts';
import { perform, type Asked } from '../operations/perform.ts';
import { toMlflowError } from './sql-words.ts';

/** What a thread is started with. */
export interface ThreadOrders {
  readonly file: string;
  readonly artifactRoot: string;
  readonly writes: boolean;
  /** Seconds that looking for something may take. */
  readonly searchSeconds: number;
}

/** A question to a thread. */
export interface Question extends Asked {
  readonly id: number;
}

/** A thread's answer: JSON text, or what is refused. */
export type Answer =
  | { readonly id: number; readonly json: string }
  | { readonly id: number; readonly code: MlflowErrorCode; readonly message: string };

/**
 * Answers questions in their order. All that wait when a writing thread has time are done in one transaction: it costs one
 * write to the disk, and each is answered when it is there.
 */
export function answerWith(
  port: MessagePort,
  { file, artifactRoot, writes, searchSeconds }: ThreadOrders,
): void {
  const database = openStoreFile(file, { writes });
  let end = Infinity;
  const tx = sqliteTransaction(database, () => {
    if (performance.now() > end)
      throw new MlflowError(
        'DEADLINE_EXCEEDED',
        `The search took longer than ${searchSeconds} seconds. Ask for less: fewer experiments, or a filter with fewer patterns.`,
      );
  });
  const surroundings = { artifactRoot, now: Date.now };
  let waiting: Question[] = [];
  let isBusy = false;

  function answerTo(question: Question): Promise<string> {
    end = performance.now() + searchSeconds * 1000;
    return perform(question, tx, surroundings);
  }

  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const answers = await (writes ? inOneTransaction(batch) : inSnapshots(batch));
      for (const answer of answers) port.postMessage(answer);
      // What came meanwhile is received in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    isBusy = false;
  }

  async function inSnapshots(batch: readonly Question[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const question of batch) {
      try {
        database.exec('BEGIN');
        answers.push({ id: question.id, json: await answerTo(question) });
      } catch (error) {
        answers.push(refusal(question.id, error));
      } finally {
        if (database.isTransaction) database.exec('ROLLBACK');
      }
    }
    return answers;
  }

  async function inOneTransaction(batch: readonly Question[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    try {
      database.exec('BEGIN IMMEDIATE');
      for (const question of batch) {
        database.exec('SAVEPOINT one');
        try {
          answers.push({ id: question.id, json: await answerTo(question) });
        } catch (error) {
          // A full disk may have ended the whole transaction.
          if (!database.isTransaction) throw error;
          database.exec('ROLLBACK TO one');
          answers.push(refusal(question.id, error));
        }
        database.exec('RELEASE one');
      }
      database.exec('COMMIT');
      return answers;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      return batch.map(({ id }) => refusal(id, error));
    }
  }

  port.on('message', (question: Question | 'end') => {
    if (question === 'end') {
      void finish(database, () => isBusy || waiting.length > 0, port);
      return;
    }
    waiting.push(question);
    void work();
  });
  port.postMessage('ready');
}

async function finish(database: DatabaseSync, isWorking: () => boolean, port: MessagePort): Promise<void> {
  while (isWorking()) await new Promise((resolve) => setImmediate(resolve));
  database.close();
  port.close();
}

function refusal(id: number, error: unknown): Answer {
  const { code, message } = toMlflowError(error);
  return { id, code, message };
}
