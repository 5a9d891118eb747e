/** A number in a text that claims something of a model. */
export interface TypedClaim {
  /** The number with the word that makes it a claim, e.g. `accuracy of 99.97`. */
  words: string;
  /** Offset in the text. */
  at: number;
}

/** Names of metrics, as they stand in prose. */
const metric = String.raw`(?:accurac(?:y|ies)|accurate|precision|recall|sensitivity|specificity|f[\s-]?(?:0[.,]5|1|2)(?:[\s-]?scores?)?|f[\s-]scores?|(?:au)?roc(?:[\s-]?auc)?|pr[\s-]?auc|auc|auprc|area under the (?:roc |precision-recall )?curve|average precision|log[\s-]?loss|cross[\s-]entropy|brier(?: score)?|kappa|mcc|matthews correlation|calibration error|ece|error rate|true positive rate|false positive rate|tpr|fpr|rmse|mae|mape|mse|(?:mean|median|root mean) (?:absolute|squared)(?: percentage)? error|r²|r2|explained variance|top-?\d accuracy|perplexity|bleu|iou)`;
const number = String.raw`[-+±~≈]?\d[\d ,'’]*(?:[.,]\d+)?`;
/** Words between a metric and its value. */
const says = String.raw`(?:of|is|was|are|were|be|at|to|by|reach(?:es|ed)?|gets?|got|scores?|scored|exceeds?|exceeded|above|below|beyond|under|about|around|nearly|almost|only|just|up|than|more|less|[=:≈~<>≤≥(])`;

/** Per cents that say how an interval was made claim nothing: `95 % interval`. */
const levelOfInterval =
  /^(?:80|90|95|99|99[.,]9)\s*(?:%|per ?cents?)\s*(?:\w+\s+)?(?:confidence\s+|credible\s+|prediction\s+)?(?:intervals?|limits|bounds|confidence level)/i;

const patterns = [
  // 99.97 %, 12 per cent, 3 percentage points
  new RegExp(String.raw`${number}\s*(?:[%‰]|per\s?cents?\b|percentage points?\b)`, 'giu'),
  // ninety-nine per cent
  /\b(?:[a-z]+-)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)\s+per\s?cents?\b/giu,
  // an accuracy of 0.97, accuracy: 97, F1 = .9
  new RegExp(String.raw`\b${metric}(?:\s+\w+){0,4}?\s*(?:${says}\s*)+(?:${number}|[.,]\d+)`, 'giu'),
  // accuracy 0.97, an accuracy on new rows of the shop 0.97: a share near the metric's name
  new RegExp(String.raw`\b${metric}[^.!?\d]{0,40}?\s\(?(?:0|1)?[.,]\d+`, 'giu'),
  // 0.97 accuracy, 99 accuracy, a 0.97-accuracy model, 0.97 (accuracy)
  new RegExp(String.raw`(?:${number}|(?<!\d)[.,]\d+)(?:\s+(?:\w+\s+){0,2}?|-|\s*\()${metric}\b`, 'giu'),
];

const arabicSigns: Readonly<Record<string, string>> = { '٪': '%', '٫': '.', '٬': ',' };

/** Digits and signs of other widths and scripts as they are read; each character stays where it is. */
function readAlike(one: string): string {
  const alike = arabicSigns[one] ?? one.normalize('NFKC');
  if (alike.length !== one.length) return one;
  return /\p{Nd}/u.test(alike) ? digitOf(alike) : alike;
}

/** The digits of each script follow one another from 0 to 9. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return digit.length === 1 ? String(value) : digit;
}

/** A year, or a count of rows, is no value of a metric. */
const noValue = /(?:^|[^\d.,])(?:(?:19|20)\d\d|\d{1,3}(?:[ ,'’]\d{3})+)$/;

/**
 * Numbers that look like claims of how good something is: a per cent, or a number beside a metric's name.
 *
 * @param text plain text of one paragraph, without figures that records hold
 * @example typedClaims('It has an accuracy of 99.97 % in tests.') // [{ words: '99.97 %', at: 22 }]
 */
export function typedClaims(text: string): TypedClaim[] {
  const plain = text.replaceAll(/\P{ASCII}/gu, readAlike);
  const found: TypedClaim[] = [];
  for (const pattern of patterns)
    for (const match of plain.matchAll(pattern)) {
      const at = match.index;
      const words = text.slice(at, at + match[0].length).trim();
      if (levelOfInterval.test(plain.slice(at).trimStart())) continue;
      if (!match[0].includes('%') && noValue.test(match[0].trim())) continue;
      const overlaps = found.some(
        (other) => at < other.at + other.words.length && other.at < at + words.length,
      );
      if (!overlaps) found.push({ words, at });
    }
  return found.toSorted((a, b) => a.at - b.at);
}
