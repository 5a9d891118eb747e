import type { Explanation } from '@modelfolio/schemas';

type Method = Explanation['attribution']['method'];

const judges: Record<Method, string> = {
  tree: 'shap’s TreeExplainer, interventional, on the same background: within 1e-6 of the largest value',
  linear: 'all coalitions of features, by their definition in Python: within 1e-6 of the largest value',
  enumeration: 'shap’s exact explainer on small models: within 1e-9',
  kernel: 'shap’s exact explainer on small models: within four standard errors',
};

/** Who else computes values by a method, and how near both are: judged in `interop/`. */
export function judgeOf(method: Method): string {
  return judges[method];
}
