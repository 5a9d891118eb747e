import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stores by real trackers; `interop/make_mlflow_stores.py` and `interop/make_other_stores.py` write them. */
export const storesFolder = join(import.meta.dirname, 'stores');

/** What a server said. */
export interface Answer {
  status: number;
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** What a real server of MLflow 3.17.2 answered, by what it was asked: method, address and body. */
export function serverAnswers(): Record<string, Answer> {
  return JSON.parse(readFileSync(join(storesFolder, 'mlflow-rest/answers.json'), 'utf8')) as Record<
    string,
    Answer
  >;
}
