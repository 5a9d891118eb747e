import { Failure } from '@modelfolio/failures';
import type { Library } from './library.ts';
import type { Section } from './sections.ts';

/**
 * The section in a folder of `content/`.
 *
 * @throws Failure `no-section` naming those there are
 */
export function sectionNamed({ sections }: Pick<Library, 'sections'>, folder: string): Section {
  const section = sections.find((candidate) => candidate.folder === folder);
  if (section) return section;
  const known = sections.map((candidate) => candidate.folder).join(', ');
  throw new Failure('no-section', `no section ${folder}`, {
    hint: known ? `modelfolio.config.yaml has ${known}` : 'modelfolio.config.yaml has no sections',
  });
}
