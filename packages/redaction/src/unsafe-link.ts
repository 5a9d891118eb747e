/** Where a page's link leads, or where a picture in it comes from. */
export type LinkKind = 'link' | 'picture';

/**
 * Why a link or a picture must not stand on a published page; `null` where nothing is wrong with it.
 *
 * A browser takes what follows a scheme's colon as it likes: so only schemes that lead somewhere are allowed. `//host`
 * leaves the site without saying so, and a picture of another host tells that host who reads the page.
 *
 * @param target as it is written, e.g. `javascript:alert(1)`
 * @example unsafeLink('//evil.example', 'link') // 'leads to another site without saying so'
 */
export function unsafeLink(target: string, kind: LinkKind): string | null {
  // Browsers pass over these, in a scheme too: "java\nscript:".
  const address = Array.from(target)
    .filter((character) => character > ' ' && character !== '\u007F')
    .join('')
    // As HTML may write a colon.
    .replaceAll(/&(?:colon|#0*58|#x0*3a);?/gi, ':');
  if (/^[\\/]{2}/.test(address)) return 'leads to another site without saying so: write https://';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  if (kind === 'link') return /^(?:https?|mailto|tel)$/.test(scheme) ? null : `${scheme}: leads to no page`;
  if (scheme === 'data')
    return /^data:image\/(?:png|jpeg|gif|webp|avif);/i.test(address) ? null : 'is no picture';
  return /^https?$/.test(scheme)
    ? 'comes from another host, which would learn who reads the page: put the picture into public/'
    : `${scheme}: is no picture`;
}
