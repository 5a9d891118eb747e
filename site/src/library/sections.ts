import { frontMatterLine, splitFrontMatter } from '@modelfolio/project/front-matter';
import { parseYaml } from '@modelfolio/project/yaml-file';
import { sectionPage, type SectionPage, type SiteSection } from '@modelfolio/schemas';
import type { z } from 'zod';
import { digestOf, filesIn, type ProjectFile, type PublishedFolder } from './project-files.ts';

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

/**
 * Reads a page's front matter.
 *
 * @throws Failure `bad-page` naming file and field
 */
export function readWrittenPage<Schema extends z.ZodType>(
  file: ProjectFile,
  schema: Schema,
): WrittenPage<z.infer<Schema>> {
  const { yaml, body } = splitFrontMatter(file.text);
  const { value: frontMatter } = parseYaml(yaml, file.path, schema, 'bad-page', {
    whenEmpty: {},
    firstLine: frontMatterLine,
    hint: 'fix the lines between the two --- at the top',
  });
  return { id: file.id, file, frontMatter, body };
}

/** The pages of `content/<folder>/`, in their order, then by title. */
export function readSection(from: PublishedFolder, section: SiteSection): Section {
  const pages = filesIn(from, `content/${section.folder}`, '.mdx', '.md')
    .map((file) => readWrittenPage(file, sectionPage))
    .toSorted(
      ({ frontMatter: a }, { frontMatter: b }) =>
        (a.order ?? Infinity) - (b.order ?? Infinity) || (a.title < b.title ? -1 : 1),
    );
  return { ...section, pages };
}

/** Digest of everything in a section. */
export const sectionDigest = ({ pages }: Section): string => digestOf(pages.map(({ file }) => file.digest));
