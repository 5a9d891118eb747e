/** An address of this site, from the root: `/x` where the site lives at `/`, `/folder/x` where it lives there. */
export const siteUrl = (path: string): string => (import.meta.env?.BASE_URL ?? '/').replace(/\/$/, '') + path;
