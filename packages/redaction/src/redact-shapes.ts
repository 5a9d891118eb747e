import { stand, type Rule } from './replace.ts';

/** Secrets known by their shape that the library's rules leave out, each with the reason it is safe to take. */
const shapes: readonly RegExp[] = [
  // Private keys, also cut short, also on one line with \n.
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  // JSON Web Tokens: both parts begin with {" in base64.
  /\beyJ[\w-]{8,}\.eyJ[\w-]{4,}(?:\.[\w-]*)?/g,
  // Tokens that are JSON in base64, as neptune.ai's.
  /\beyJ[A-Za-z0-9+/_-]{60,}={0,2}/g,
  // Identifiers of AWS keys.
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g,
  // Google: API keys, OAuth tokens, secrets of OAuth clients.
  /\bAIza[\w-]{35}(?![\w-])/g,
  /\bya29\.[\w-]{20,}/g,
  /\bGOCSPX-[\w-]{20,}/g,
  // Hugging Face: the library's rule wants letters alone.
  /\b(?:hf|api_org)_[A-Za-z0-9]{30,}\b/g,
  // Databricks, DigitalOcean, PyPI, Docker, Twilio, Telegram, Sentry, Square, Mailgun, New Relic, Replicate, LangSmith, Pulumi.
  /\bdapi[0-9a-f]{32}(?:-\d)?\b/g,
  /\bdo[oprt]_v1_[0-9a-f]{64}\b/g,
  /\bpypi-[\w-]{50,}/g,
  /\bdckr_(?:pat|oat)_[\w-]{20,}/g,
  /\bSK[0-9a-f]{32}\b/g,
  /(?<![\w.-])\d{8,10}:AA[\w-]{33}(?![\w-])/g,
  /\bsntr[yu]s_[\w=+/-]{40,}/g,
  /\bsq0(?:atp|csp)-[\w-]{22,}/g,
  /\bkey-[0-9a-f]{32}\b/g,
  /\bNRAK-[A-Z0-9]{27}\b/g,
  /\br8_[A-Za-z0-9]{37}\b/g,
  /\blsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}\b/g,
  /\bpul-[0-9a-f]{40}\b/g,
  // Webhooks: who has the address may write.
  /(?<![\w.-])(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]+/g,
  /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/]+/g,
  /(?<![\w.-])[\w.-]+\.webhook\.office\.com\/[\w@/-]+/g,
  // Signed addresses of clouds: a key in the query.
  /(?<=[?&](?:X-Amz-Signature|X-Goog-Signature|sig|Signature)=)[\w%+/=-]{16,}/g,
];

/**
 * Secrets known by their shape.
 *
 * @example redactShapes('key AKIA…') // 'key [redacted]'
 */
export const redactShapes: Rule = (text, takeOut) => {
  if (text.length < 20) return text;
  let shown = text;
  for (const shape of shapes)
    shown = shown.replaceAll(shape, (found) => (takeOut('secret', found) ? stand.secret : found));
  return shown;
};
