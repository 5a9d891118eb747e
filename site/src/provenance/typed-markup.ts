/**
 * A number that no record holds, with the mark that says so.
 *
 * @param shown HTML of the number
 */
export function typedMarkup(shown: string): string {
  return `<span class="typed">${shown}<small title="Typed by the author: no record holds it">typed</small></span>`;
}
