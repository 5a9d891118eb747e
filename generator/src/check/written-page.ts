import { frontMatterLine, splitFrontMatter } from '@modelfolio/project/front-matter';
import type { LinkKind } from '@modelfolio/redaction/unsafe-link';
import GithubSlugger from 'github-slugger';
import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { ModelfolioError } from '../modelfolio-error.ts';

/** Something that a page refers to, and where. */
export interface Reference {
  target: string;
  /** `line:column`. */
  place: string;
}

/** Where a link leads, or where a picture comes from. */
export interface LinkReference extends Reference {
  kind: LinkKind;
}

/** What a page that a person wrote refers to, and the ids of its headings. */
export interface WrittenPage {
  figures: Reference[];
  links: LinkReference[];
  anchors: string[];
  /** Texts of paragraphs, headings and cells, without figures, code and what is marked as typed. */
  texts: Reference[];
}

interface Attribute {
  type: string;
  name?: string;
  value?: unknown;
}
interface Element {
  name?: string | null;
  attributes?: Attribute[];
  position?: { start: { line: number; column: number } };
}

/**
 * Reads a page of MDX or Markdown for what it refers to: `<Figure of="…"/>`, links, pictures.
 *
 * @throws ModelfolioError `page-invalid` with line and column
 */
export function readWrittenPage(path: string, text: string): WrittenPage {
  const parser = unified().use(remarkParse).use(remarkGfm);
  if (path.endsWith('.mdx')) parser.use(remarkMdx);
  const tree = attemptToParse(path, () => parser.parse(splitFrontMatter(text).body));
  const page: WrittenPage = { figures: [], links: [], anchors: [], texts: frontMatterTexts(text) };
  const slugger = new GithubSlugger();
  const pictured = new Set<string>();
  visit(tree, 'imageReference', ({ identifier }) => void pictured.add(identifier));
  const isPicture = ({ type, identifier = '' }: { type: string; identifier?: string }): boolean =>
    type === 'image' || (type === 'definition' && pictured.has(identifier));
  visit(tree, (node) => {
    const place = node.position ? `${node.position.start.line}:${node.position.start.column}` : '1:1';
    if (holdsWords(node)) page.texts.push({ target: wordsOf(node), place });
    if (node.type === 'heading') page.anchors.push(slugger.slug(toString(node)));
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      page.links.push({ target: node.url, place, kind: isPicture(node) ? 'picture' : 'link' });
    const element = node as Element & { type: string };
    if (element.type !== 'mdxJsxFlowElement' && element.type !== 'mdxJsxTextElement') return;
    const valueOf = (name: string): string | null => {
      const value = element.attributes?.find((attribute) => attribute.name === name)?.value;
      if (typeof value === 'string') return value;
      // href={'…'}: what another expression gives is known when the page is made.
      const written = (value as { value?: unknown } | null | undefined)?.value;
      return /^\s*(["'`])([^]*)\1\s*$/.exec(typeof written === 'string' ? written : '')?.[2] ?? null;
    };
    const [figure, href, id] = [valueOf('of'), valueOf('href'), valueOf('id')];
    if (element.name === 'Figure') page.figures.push({ target: figure ?? '', place });
    if (href !== null) page.links.push({ target: href, place, kind: 'link' });
    for (const name of ['src', 'poster', 'data']) {
      const target = valueOf(name);
      if (target !== null) page.links.push({ target, place, kind: 'picture' });
    }
    for (const { name, value } of element.attributes ?? [])
      if (typeof value === 'string' && !unread.has(name ?? '')) page.texts.push({ target: value, place });
    if (id !== null) page.anchors.push(id);
  });
  return page;
}

/** Attributes that hold no words for readers. */
const unread = new Set(['of', 'with', 'href', 'src', 'id', 'class']);

interface Parent {
  type: string;
  name?: string | null;
  value?: unknown;
  children?: Parent[];
}

/** Blocks that are read as one text, whatever is set in bold in them. */
function holdsWords({ type, children = [] }: Parent): boolean {
  if (['paragraph', 'heading', 'tableCell', 'mdxFlowExpression'].includes(type)) return true;
  return type === 'mdxJsxFlowElement' && children.some((child) => child.type === 'text');
}

/** A text without code, figures and what is marked as typed: something stands in their place. */
function wordsOf(node: Parent): string {
  if (node.type === 'inlineCode' || ['Figure', 'Typed'].includes(node.name ?? '')) return '…';
  if (typeof node.value === 'string') return node.value;
  return (node.children ?? []).map(wordsOf).join('');
}

/** Title, summary and description of a page are shown in lists. */
function frontMatterTexts(text: string): Reference[] {
  return splitFrontMatter(text)
    .yaml.split('\n')
    .map((target, line) => ({ target, place: `${line + frontMatterLine}:1` }))
    .filter(({ target }) => /^(?:title|summary|description|status):/.test(target));
}

function attemptToParse<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    const { line, column, reason, message } = cause as Error & {
      line?: number;
      column?: number;
      reason?: string;
    };
    throw new ModelfolioError('page-invalid', reason ?? message, {
      file: path,
      field: line === undefined ? undefined : `${line}:${column ?? 1}`,
      hint: 'in MDX, a bare { or < begins code',
      cause,
    });
  }
}
