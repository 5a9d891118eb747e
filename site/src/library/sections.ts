import { sectionPage, type SectionPage, type SiteSection } from '@modelfolio/schemas';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { SiteError } from '../site-error.ts';
import { digestOf, filesIn, type ProjectFile } from './project-files.ts';

/** A page that a person wrote: front matter, then Markdown or MDX. */
export interface WrittenPage<FrontMatter> {
  id: string;
  file: ProjectFile;
  frontMatter: FrontMatter;
  /** The text, with as many empty lines before it as the front matter has, so that errors name the right line. */
  body: string;
}

/** A section with its pages. */
export interface Section extends SiteSection {
  pages: readonly WrittenPage<SectionPage>[];
}

const block = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/**
 * Reads a page's front matter.
 *
 * @throws SiteError `bad-page` naming file and field
 */
export function readWrittenPage<Schema extends z.ZodType>(
  file: ProjectFile,
  schema: Schema,
): WrittenPage<z.infer<Schema>> {
  const found = block.exec(file.text);
  const document = parseDocument(found?.[1] ?? '{}');
  const fail = (reason: string): never => {
    throw new SiteError(
      'bad-page',
      `${file.path}: ${reason}`,
      'mend the lines between the two --- at the top',
    );
  };
  if (document.errors[0]) return fail(document.errors[0].message.split('\n')[0] ?? 'no YAML');
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(`${issue?.path.join('.') || 'front matter'}: ${issue?.message}`);
  }
  const head = found?.[0] ?? '';
  const body = '\n'.repeat(head.split('\n').length - 1) + file.text.slice(head.length);
  return { id: file.id, file, frontMatter: parsed.data, body };
}

/** The pages of `content/<folder>/`, in their order, then by title. */
export function readSection(root: string, section: SiteSection): Section {
  const pages = filesIn(root, `content/${section.folder}`, '.mdx', '.md')
    .map((file) => readWrittenPage(file, sectionPage))
    .toSorted(
      ({ frontMatter: a }, { frontMatter: b }) =>
        (a.order ?? Infinity) - (b.order ?? Infinity) || (a.title < b.title ? -1 : 1),
    );
  return { ...section, pages };
}

/** Digest of everything in a section. */
export const sectionDigest = ({ pages }: Section): string => digestOf(pages.map(({ file }) => file.digest));
