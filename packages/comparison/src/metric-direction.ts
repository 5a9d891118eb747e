/** Last words of names whose numbers are better when lower. */
const lower = new Set(
  'loss logloss error errors err mae mse rmse msle rmsle mape smape medae deviance perplexity ppl brier ece cer wer fid latency divergence'.split(
    ' ',
  ),
);
/** Last words of names whose numbers are better when higher. */
const higher = new Set(
  'accuracy acc auc auroc auprc f1 fbeta precision recall sensitivity specificity r2 score ap map mcc kappa iou dice bleu rouge ndcg mrr throughput'.split(
    ' ',
  ),
);

/** Words that make a number one about a metric: how it varies, or of how many rows it is. */
const about = new Set(
  'deviation std stdev sd stderr sem se variance var spread range iqr interval ci count support n'.split(' '),
);

/**
 * Which way a tracker's metric is better, told from its name, since trackers do not keep it; `null` where the name says
 * nothing. The last telling word decides: `val_accuracy` is higher, `accuracy_loss` lower, `f1_macro` higher. How a metric
 * varies has no direction: `r2 deviation`, `accuracy_std`.
 */
export function metricDirection(name: string): 'higher' | 'lower' | null {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  // `log_loss`, `logLoss` and `r2_score` end in a telling word; `roc_auc_ovr` and `f1_macro` hold one before.
  const telling = words.findLast((word) => lower.has(word) || higher.has(word));
  if (words.some((word, at) => about.has(word) && words[at - 1] !== 'explained')) return null;
  return telling === undefined ? null : lower.has(telling) ? 'lower' : 'higher';
}
