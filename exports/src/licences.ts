import spdxIds from 'spdx-license-ids/index.json' with { type: 'json' };

const known = new Map(spdxIds.map((id) => [id.toLowerCase(), id]));

/** The SPDX id that a licence's name is, in SPDX's spelling; `null` for what is none. */
export function spdxId(licence: string): string | null {
  return known.get(licence.trim().toLowerCase()) ?? null;
}
