import { stand, type Rule } from './replace.ts';

const email =
  /(?<![\w.+@-])[\p{L}\p{N}_][\p{L}\p{N}_.+'-]*@([\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})(?![\w@])/gu;
/** Names of metrics that look like one: `recall@top5.mean`, `precision@k.macro`. */
const metric =
  /^(?:k|top-?\d*|\d+)\.|\.(?:mean|macro|micro|avg|std|min|max|best|last|loss|score|weighted|val|train|test|json|csv|txt|yaml)$/i;

/**
 * Addresses of e-mail; that of a Git remote, `git@github.com:…`, is nobody's.
 *
 * @example redactEmails('by ada@example.org', () => true) // 'by [e-mail]'
 */
export const redactEmails: Rule = (text, takeOut) =>
  text.includes('@')
    ? text.replaceAll(email, (whole, domain: string) =>
        whole.startsWith('git@') || metric.test(domain) || !takeOut('email', whole) ? whole : stand.email,
      )
    : text;
