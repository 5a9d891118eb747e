import { fieldsOf } from '@modelfolio/experiments/messages';
import type { MessageName } from '@modelfolio/experiments/message-types';
import { z } from 'zod';

/** A message for the OpenAPI description; what is sent is checked by MLflow's own rules. */
export function describedMessage(name: MessageName): z.ZodObject {
  const shape = Object.fromEntries(
    fieldsOf(name).map((field) => {
      const value = field.kind === 'map' ? z.record(z.string(), z.unknown()) : single(field.kind);
      return [field.name, ('repeated' in field ? z.array(value) : value).optional()] as const;
    }),
  );
  return z.looseObject(shape);
}

function single(kind: string): z.ZodType {
  switch (kind) {
    case 'string':
    case 'enum':
      return z.string();
    case 'bool':
      return z.boolean();
    case 'message':
      return z.record(z.string(), z.unknown());
    default:
      return z.number();
  }
}
