declare namespace App {
  interface Locals {
    /** Figures whose provenance note is already on the page being rendered. */
    notedFigures?: Set<string>;
  }
}
