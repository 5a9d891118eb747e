const block = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Line of a page that its front matter begins on, from 1. */
export const frontMatterLine = 2;

/** A page in two: what stands between the `---` at its top, and its text. */
export interface SplitPage {
  /** YAML; empty where the page has none. */
  yaml: string;
  /** With as many empty lines before it as the front matter has, so that places in it are those of the page. */
  body: string;
}

/** Splits a page of Markdown or MDX. */
export function splitFrontMatter(text: string): SplitPage {
  const [head = '', yaml = ''] = block.exec(text) ?? [];
  return { yaml, body: '\n'.repeat(head.split('\n').length - 1) + text.slice(head.length) };
}
