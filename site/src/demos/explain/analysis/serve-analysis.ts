import { ExplainabilityError } from '@modelfolio/explainability';
import { OutputError, TableError } from '@modelfolio/inference';
import { OnnxError } from '@modelfolio/onnx';
import { EngineError } from '../../engine/inference-engine.ts';
import { AnalysisError, type Analysis, type AnalysisStep } from './analysis.ts';
import type { AnalysisName, AnalysisReply, AnalysisRequest } from './analysis-messages.ts';

/** What a call may tell on its way, and when it must stop. */
export type Calling = { signal: AbortSignal; step: (step: AnalysisStep) => void };

/** The analysis where it is computed. */
export type Analyst = {
  [Name in AnalysisName]: (
    question: Parameters<Analysis[Name]>[0],
    calling: Calling,
  ) => Promise<ReturnType<Analysis[Name]>>;
};

/** The part of a dedicated worker's global scope that is used here. */
export type AnalysisScope = {
  addEventListener: (kind: 'message', listener: (event: MessageEvent<AnalysisRequest>) => void) => void;
  postMessage: (reply: AnalysisReply) => void;
};

/** Answers a page's questions; a newer question of a name and channel stops the older one. */
export function serveAnalysis(scope: AnalysisScope, analyst: Analyst): void {
  const running = new Map<string, { id: number; abort: AbortController }>();

  async function answer<Name extends AnalysisName>(
    id: number,
    name: Name,
    channel: string,
    question: Parameters<Analysis[Name]>[0],
  ): Promise<void> {
    const key = `${name} ${channel}`;
    running.get(key)?.abort.abort();
    const abort = new AbortController();
    running.set(key, { id, abort });
    const step = (taken: AnalysisStep) => {
      if (!abort.signal.aborted) scope.postMessage({ id, kind: 'step', step: taken });
    };
    try {
      const found = await analyst[name](question, { signal: abort.signal, step });
      scope.postMessage(
        abort.signal.aborted
          ? { id, kind: 'failed', code: 'cancelled', message: 'Cancelled.', hint: undefined }
          : { id, kind: 'answer', answer: found },
      );
    } catch (error) {
      scope.postMessage({ id, kind: 'failed', ...failureOf(error, abort.signal.aborted) });
    } finally {
      if (running.get(key)?.id === id) running.delete(key);
    }
  }

  scope.addEventListener('message', ({ data: request }) => {
    if (request.name === 'cancel') {
      for (const { id, abort } of running.values()) if (id === request.id) abort.abort();
    } else void answer(request.id, request.name, request.channel, request.question as never);
  });
}

function failureOf(
  error: unknown,
  aborted: boolean,
): { code: string; message: string; hint: string | undefined } {
  if (aborted) return { code: 'cancelled', message: 'Cancelled.', hint: undefined };
  if (error instanceof TableError) return { code: 'table', message: error.message, hint: undefined };
  if (error instanceof OutputError) return { code: 'model', message: error.message, hint: undefined };
  if (
    error instanceof EngineError ||
    error instanceof ExplainabilityError ||
    error instanceof AnalysisError ||
    error instanceof OnnxError
  ) {
    if (error.cause !== undefined) console.warn(error);
    return { code: error.code, message: error.message, hint: error.hint ?? undefined };
  }
  // Only a known error is meant for a visitor; the console of the worker keeps the rest.
  console.warn(error);
  return {
    code: 'model',
    message: 'The analysis stopped working in this browser.',
    hint: 'Reload the page to try again.',
  };
}
