import type { FailureParts } from '@modelfolio/failures/failure-parts';

// What a program and its child agree on.

/** Descriptors of what connects a child with its parent. Standard output and error are left to native code. */
export const descriptors = { frames: 3, lifeline: 4 } as const;

/** What the watching thread of a child is told. */
export interface WatchOrders {
  descriptor: number;
  /** Bytes that the process may hold. */
  memoryLimit: number;
}

/** What is asked. */
export interface Question {
  readonly name: string;
  readonly body: unknown;
}

/** What is sent back: once that the child is ready, then an answer to each question. */
export type Reply =
  | { readonly ready: true }
  | { readonly body: unknown }
  | { readonly failure: FailureParts }
  | { readonly error: string };
