import { mlflowInterface } from '@modelfolio/experiments/interface';
import { MlflowError } from '@modelfolio/experiments/mlflow-error';

/** The area of MLflow that an address belongs to, by its path with parameters as patterns. */
const leftOut = mlflowInterface.leftOut.map(({ version, path, area }) => ({
  pattern: new RegExp(
    `^/(?:ajax-)?api/${version}\\.0${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`,
  ),
  area,
}));

/** What is told of an address that this server does not have. */
export function nothingHere(path: string): MlflowError {
  const found = leftOut.find(({ pattern }) => pattern.test(path));
  return new MlflowError(
    'ENDPOINT_NOT_FOUND',
    found ? `This server has no ${found.area}: there is nothing at ${path}.` : `There is nothing at ${path}.`,
  );
}
