/** Who has judged a method, to what tolerance, and where: `constant = tolerance` stands in that file. */
export const judged = {
  tree: { by: 'shap.TreeExplainer', tolerance: '1e-6', file: 'make_explain_trees.py', constant: 'TOLERANCE' },
  linear: {
    by: 'enumeration of all coalitions in Python',
    tolerance: '1e-6',
    file: 'make_explain_trees.py',
    constant: 'TOLERANCE',
  },
  enumeration: {
    by: 'shap.explainers.Exact',
    tolerance: '1e-9',
    file: 'test_explain_shapley.py',
    constant: 'EXACT',
  },
  lime: {
    by: 'lime 0.2 on the same neighbours',
    tolerance: '1e-9',
    file: 'test_explain_shapley.py',
    constant: 'EXACT',
  },
  permutation: {
    by: 'sklearn.inspection.permutation_importance',
    tolerance: '1e-12',
    file: 'test_explain_global.py',
    constant: 'SCORE',
  },
  dependence: {
    by: 'sklearn.inspection.partial_dependence',
    tolerance: '1e-9',
    file: 'test_explain_global.py',
    constant: 'DEPENDENCE',
  },
  interaction: {
    by: 'the formula in NumPy',
    tolerance: '1e-9',
    file: 'test_explain_global.py',
    constant: 'INTERACTION',
  },
  fairness: { by: 'fairlearn', tolerance: '1e-12', file: 'test_explain_fairness.py', constant: 'EXACT' },
  calibration: {
    by: 'sklearn.calibration.calibration_curve',
    tolerance: '1e-12',
    file: 'test_explain_fairness.py',
    constant: 'EXACT',
  },
  image: { by: 'captum', tolerance: '1e-4', file: 'test_explain_images.py', constant: 'TOLERANCE' },
} as const;

/** In words, to stand beside what was computed. */
export const agreement = (method: keyof typeof judged): string =>
  `agrees with ${judged[method].by} to ${judged[method].tolerance}`;
