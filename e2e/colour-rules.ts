/** The rules of axe-core about colours: all that the same page can break in one theme and not in another. */
export const colourRules = ['color-contrast', 'link-in-text-block'] as const;
