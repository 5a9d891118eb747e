import { mlflowStatuses, type MlflowErrorCode } from '@modelfolio/experiments/mlflow-error';
import { problemKindsOf, type ProblemKind } from '@modelfolio/service/problem-kinds';

/** The kind of problem that one of MLflow's codes is, in the shell of the service. */
export const kindOfCode = (code: MlflowErrorCode): string =>
  `mlflow-${code.toLowerCase().replaceAll('_', '-')}`;

/** Every way in which a request can fail: those of any service, and MLflow's. */
export const problemKinds = problemKindsOf(
  Object.fromEntries(
    Object.entries(mlflowStatuses).map(([code, status]): [string, ProblemKind] => [
      kindOfCode(code as MlflowErrorCode),
      { status, title: `MLflow's ${code}` },
    ]),
  ),
);
