/** What is asked of a table of runs, of the frozen one and of MLflow's: the same runs are found. */
export const questions = {
  /** A number compared. */
  filter: 'metrics.metric0 > 0.9',
  /** Runs in the order of it, the highest first. */
  sort: 'metric1',
  /** A word in a name. */
  word: 'run-4711',
} as const;
export type Question = keyof typeof questions;

/** How long a table takes, in milliseconds. */
export interface TableMeasurements {
  /** All that is loaded until runs are shown, in bytes. */
  bytes: number;
  /** From asking for the page, with nothing cached, to the runs. */
  shown: number;
  /** From asking to the answer; one of each repetition. */
  answers: Record<Question, number[]>;
}

/** How often each question is asked. */
export const repetitions = 7;
