import parseExpression from 'spdx-expression-parse';
import spdxIds from 'spdx-license-ids/index.json' with { type: 'json' };

const known = new Map(spdxIds.map((id) => [id.toLowerCase(), id]));

/** The SPDX id that a licence's name is, in SPDX's spelling; `null` for what is none. */
export function spdxId(licence: string): string | null {
  return known.get(licence.trim().toLowerCase()) ?? null;
}

/**
 * Whether a licence is an expression of several SPDX ids, such as `MIT OR Apache-2.0` (SPDX specification, annex D). One
 * id alone is none here.
 */
export function isSpdxExpression(licence: string): boolean {
  try {
    return 'conjunction' in parseExpression(licence);
  } catch {
    return false;
  }
}
