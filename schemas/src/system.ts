import { z } from 'zod';
import { slug } from './primitives.ts';

/** Front matter of `content/systems/<id>.mdx`. `planned` systems say so on the site. */
export const systemPage = z.strictObject({
  id: slug,
  title: z.string().min(1),
  /** One sentence: what it does for whom. */
  summary: z.string().min(1),
  status: z.enum(['live', 'planned']),
  /** Place in the list of systems, from 1. */
  order: z.int().positive(),
  technologies: z.array(z.string()),
});
export type SystemPage = z.infer<typeof systemPage>;
