/** An address of this site, from the root: `/x` where the site lives at `/`, `/folder/x` where it lives there. */
export const siteUrl = (path: string): string => (import.meta.env?.BASE_URL ?? '/').replace(/\/$/, '') + path;

/** The whole address of the page being rendered; `undefined` where the configuration says no address. */
export function pageAddress({ library, path }: App.Locals): string | undefined {
  const { address } = library.config;
  return address === undefined ? undefined : new URL(siteUrl(path), address).href;
}
