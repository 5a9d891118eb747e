import type { Library } from '../library/library.ts';

/** A word of the header's menu. */
export interface MenuLink {
  href: string;
  label: string;
}

/** The menu: what the project has, its sections, the owner's links. */
export function menu({ config, reports, runs }: Library): MenuLink[] {
  return [
    { href: '/models/', label: 'Models' },
    ...(runs.length > 0 ? [{ href: '/runs/', label: 'Runs' }] : []),
    ...config.sections
      .filter((section) => section.menu)
      .map(({ folder, title }) => ({ href: `/${folder}/`, label: title })),
    ...(reports.size > 0 ? [{ href: '/reports/', label: 'Reports' }] : []),
    ...config.links,
  ];
}
