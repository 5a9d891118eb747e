import type { Explanation } from './analysis.ts';
import { levelText } from './words.ts';
import { milliseconds } from '../numbers.ts';

const methods = {
  tree: 'Exact: interventional TreeSHAP over the trees in the ONNX file',
  linear: 'Exact: closed form of a linear model',
  enumeration: 'Exact: all coalitions enumerated',
  kernel: 'Estimated: KernelSHAP with paired sampling',
} as const;

/** Judged by `interop/test_explain_*.py`; the tolerance is theirs. */
const judged = {
  tree: 'agrees with shap.TreeExplainer to 1e-6',
  linear: 'agrees with shap.LinearExplainer to 1e-6',
  enumeration: 'agrees with shap.explainers.Exact to 1e-9',
  kernel: 'agrees with enumeration within its standard errors',
} as const;

/** Which method was used, how exact it is, against what, and who has judged it. */
export function HowComputed({ explanation }: { explanation: Explanation }) {
  const { attribution, background, because, unit } = explanation;
  const { method, standardErrors, evaluations } = attribution;
  const largest = standardErrors ? Math.max(...standardErrors) : null;
  return (
    <p class="muted small how">
      <b>{methods[method]}</b>
      {largest !== null && <> (largest standard error {levelText(largest, unit)})</>}, against {background}{' '}
      {background === 1 ? 'row' : 'rows'} of the data
      {evaluations > 0 && <>, {evaluations.toLocaleString('en')} rows asked</>}; {judged[method]};{' '}
      {milliseconds(explanation.milliseconds)}.{because && <> {because}</>}
    </p>
  );
}
