import { z } from 'zod';

export const health = z.strictObject({ status: z.literal('alive') }).meta({ id: 'Health' });

export const readiness = z
  .strictObject({ status: z.literal('ready'), models: z.int() })
  .meta({ id: 'Readiness' });

export const problemKind = z
  .strictObject({ type: z.string(), title: z.string(), status: z.int() })
  .meta({ id: 'ProblemKind' });
