/** One address of the site and what it shows, so that a page whose inputs are as before need not be rendered. */
export interface Route {
  /** `/models/x/` for a page, `/models/x/card.json` for a file. */
  path: string;
  /** Digest of all that the page shows, beside the configuration and the menu. */
  inputs: string;
}
