import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';
import { placeAt } from './finding-place.ts';

/**
 * Characters that make a text read otherwise than it is: controls of direction (the "Trojan Source" list, CVE-2021-42574),
 * invisible ones, and controls other than tab and line break.
 */
const deceptive =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;
/** Joiners join emoji and letters of many scripts; between letters of ours they only hide. */
const hiddenJoiner =
  /(?<=[\p{Script=Latin}\p{N}\p{P}\s])[\u200C\u200D]|[\u200C\u200D](?=[\p{Script=Latin}\p{N}\s])/u;

/** Every line of a file that holds a deceptive character, once. */
export function checkText(findings: Findings, file: string, text: string): void {
  let offset = 0;
  for (const line of text.split('\n')) {
    // A byte order mark at the very start is an encoding's, not a text's.
    const start = offset === 0 && line.startsWith('\uFEFF') ? 1 : 0;
    const shown = line.slice(start).replace(/\r$/, '');
    const found = deceptive.exec(shown) ?? hiddenJoiner.exec(shown);
    if (found) {
      const { line: row, column } = placeAt(text, offset + start + found.index);
      const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
      findings.add(
        new ModelfolioError('text-deceptive', `U+${code} is invisible or turns the direction of the text`, {
          file,
          field: `${row}:${column}`,
          hint: 'remove it',
        }),
      );
    }
    offset += line.length + 1;
  }
}
