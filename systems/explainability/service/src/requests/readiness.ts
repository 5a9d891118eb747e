import { z } from 'zod';

export const readiness = z
  .strictObject({ status: z.literal('ready'), models: z.int() })
  .meta({ id: 'Readiness' });
