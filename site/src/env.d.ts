declare namespace App {
  interface Locals {
    /** The project whose site is rendered. */
    library: import('./library/library.ts').Library;
    /** Address of the page, from the site's root: `/models/x/`. */
    path: string;
    /** Figures whose provenance note is already on the page being rendered. */
    notedFigures?: Set<string>;
    /** Why the page could not be rendered. */
    failure?: unknown;
  }
}
