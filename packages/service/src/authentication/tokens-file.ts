import { parseYaml } from '@modelfolio/project/yaml-file';
import { stringify } from 'yaml';
import { z } from 'zod';
import { tokenRecord, type TokenRecord } from './token-record.ts';

/** Each request is compared with every token. */
const most = 1000;

const tokensFile = z.strictObject({
  tokens: z
    .array(tokenRecord)
    .max(most)
    .superRefine((tokens, context) => {
      const seen = new Set<string>();
      for (const [at, { name }] of tokens.entries()) {
        if (seen.has(name))
          context.addIssue({ code: 'custom', path: [at, 'name'], message: `a second token named ${name}` });
        seen.add(name);
      }
    }),
});

/**
 * The tokens of a file.
 *
 * @param path only names it
 * @throws Failure `tokens-invalid` that names line and column
 */
export function parseTokens(text: string, path: string): TokenRecord[] {
  const hint = 'this file is written by the token command';
  return parseYaml(text, path, tokensFile, 'tokens-invalid', { whenEmpty: { tokens: [] }, hint }).value
    .tokens;
}

/** Tokens as the text of their file. */
export function formatTokens(tokens: readonly TokenRecord[]): string {
  return `# Hashes of tokens, not the tokens themselves. Add and revoke with the token command.\n${stringify({ tokens })}`;
}
