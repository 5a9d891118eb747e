import { Failure } from '@modelfolio/failures';
import { evaluate } from '@mdx-js/mdx';
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import { Fragment, jsx, jsxs } from 'astro/jsx-runtime';
import rehypeSlug from 'rehype-slug';
import remarkGfm from 'remark-gfm';
import { safeLinks } from './safe-links.ts';
import type { ProjectFile } from '../library/project-files.ts';

type Props = { components?: Record<string, unknown> };

/**
 * A person's page as a component: MDX for `.mdx`, plain Markdown for `.md`, both with GitHub's tables and with ids on
 * headings. The owner's MDX may hold expressions, and they run now.
 *
 * @param body the text after the front matter, with as many lines before it as in the file
 * @throws Failure `bad-page` with line and column
 */
export async function compileMdx(file: ProjectFile, body: string): Promise<AstroComponentFactory> {
  try {
    const { default: MdxContent } = await evaluate(
      { path: file.path, value: body },
      {
        Fragment,
        jsx: jsx as never,
        jsxs: jsxs as never,
        elementAttributeNameCase: 'html',
        format: file.path.endsWith('.md') ? 'md' : 'mdx',
        remarkPlugins: [remarkGfm],
        rehypePlugins: [rehypeSlug, safeLinks],
      },
    );
    const Content = (props: Props = {}) =>
      (MdxContent as (props: object) => unknown)({ ...props, components: { Fragment, ...props.components } });
    // The marks by which Astro knows a component that its own JSX runtime renders.
    Object.assign(Content, {
      [Symbol.for('mdx-component')]: true,
      [Symbol.for('astro:renderer')]: 'astro:jsx',
    });
    return Content as unknown as AstroComponentFactory;
  } catch (error) {
    const { line, column, reason, message } = error as Error & {
      line?: number;
      column?: number;
      reason?: string;
    };
    const place = [file.path, line, column].filter((part) => part !== undefined).join(':');
    const hint = / (?:leads to|comes from) |is no picture/.test(reason ?? '')
      ? 'fix the link or the picture'
      : 'fix the page: in MDX, a bare { or < begins code';
    throw new Failure('bad-page', `${place}: ${reason ?? message}`, { hint, cause: error });
  }
}
