import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

/**
 * The paragraphs, headings, cells and blocks of code of a card's prose as plain text. `{{…}}`, a figure or a number that is
 * marked as typed, is an ellipsis.
 */
export function paragraphsOf(markdown: string): string[] {
  const tree = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .parse(markdown.replaceAll(/\{\{[^{}]*\}\}/g, '…'));
  const texts: string[] = [];
  visit(tree, (node) => {
    if (['paragraph', 'heading', 'tableCell', 'code', 'html'].includes(node.type)) texts.push(toString(node));
  });
  return texts;
}
