import type { Handler } from './handler.ts';
import { answerJson } from './answer-json.ts';
import type { commonEndpoints } from './endpoint.ts';
import type { Metrics } from './metrics.ts';
import { kindOfProblem, type CommonProblemCode, type ProblemKinds } from './problem-kinds.ts';
import { readyChecks, type Readiness } from './readiness.ts';
import { RequestFailure } from './request-failure.ts';

interface Options {
  readonly description: object;
  readonly problemKinds: ProblemKinds;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly ending: AbortSignal | undefined;
}

/** What answers {@link commonEndpoints}. */
export function commonHandlers({
  description,
  problemKinds,
  metrics,
  readiness,
  ending,
}: Options): Record<keyof typeof commonEndpoints, Handler> {
  return {
    healthz: (context) => answerJson(context, { status: 'alive' }),
    readyz: async (context) =>
      answerJson(context, { status: 'ready', checks: await readyChecks(readiness, ending) }),
    metrics: async (context) =>
      context.body(await metrics.text(), 200, { 'Content-Type': metrics.registry.contentType }),
    openapi: (context) => answerJson(context, description),
    problem: (context) => {
      const code = context.req.param('code') ?? '';
      if (!Object.hasOwn(problemKinds, code))
        throw new RequestFailure<CommonProblemCode>('route-unknown', 'there is no problem of this name');
      return answerJson(context, { type: `/problems/${code}`, ...kindOfProblem(problemKinds, code) });
    },
  };
}
