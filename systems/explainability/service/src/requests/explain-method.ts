import { z } from 'zod';

/**
 * How a prediction is explained: `auto` takes what is exact where it can; `tree` is exact or refuses; `kernel` is
 * KernelSHAP or, for few features, enumeration; `lime` is a local linear model.
 */
export const explainMethod = z.enum(['auto', 'tree', 'kernel', 'lime']);
