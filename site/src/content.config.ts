import { modelCard, report, systemPage } from '@modelfolio/schemas';
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';

const from = (folder: string, pattern: string) =>
  glob({
    base: join(projectRoot, 'content', folder),
    pattern,
    generateId: ({ entry }) => entry.replace(/\.\w+$/, ''),
  });

export const collections = {
  models: defineCollection({ loader: from('models', '*.json'), schema: modelCard }),
  reports: defineCollection({ loader: from('reports', '*.json'), schema: report }),
  systems: defineCollection({ loader: from('systems', '*.mdx'), schema: systemPage }),
};
