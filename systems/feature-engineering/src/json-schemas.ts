import { z } from 'zod';
import { ruleSet } from './rules/rule-set.ts';
import { stateFile } from './state-file.ts';
import { transformers } from './transformers/registry.ts';
import { fittedTransformer, inputColumn, transformerSpec } from './transformers/transformer.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schemas (draft 2020-12) of the files that people edit and other languages read, by file name: pipelines, fitted
 * states and rule sets. Refinements that JSON Schema cannot say are left out.
 */
export function jsonSchemas(): Record<string, object> {
  const specs = Object.fromEntries(
    transformers.map(({ kind, params }) => [kind, withKind(kind, schemaOf(params))]),
  );
  const fitted: Record<string, JsonSchema> = Object.fromEntries(
    transformers.map(({ kind, params, state }): [string, JsonSchema] => [
      kind,
      {
        type: 'object',
        properties: {
          kind: { const: kind },
          params: schemaOf(params),
          columns: { type: 'array', items: schemaOf(inputColumn) },
          state: schemaOf(state),
        },
        required: ['kind', 'params', 'columns', 'state'],
        additionalProperties: false,
      },
    ]),
  );
  const pipelines = { ...named('spec', specs), transformer: anyOf('spec', specs) };
  const states = { ...pipelines, ...named('fitted', fitted), fitted: anyOf('fitted', fitted) };
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  return {
    'pipeline.schema.json': { $schema, $ref: '#/$defs/transformer', $defs: pipelines },
    'rules.schema.json': { $schema, ...schemaOf(ruleSet) },
    'state.schema.json': { $schema, ...schemaOf(stateFile), $defs: states },
  };
}

const named = (prefix: string, schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(schemas).map(([kind, schema]) => [`${prefix}-${kind}`, schema]));

const anyOf = (prefix: string, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  anyOf: Object.keys(schemas).map((kind) => ({ $ref: `#/$defs/${prefix}-${kind}` })),
});

/** What a file may hold: a field with a default may be left out. A transformer within another is a reference. */
function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const of =
        zodSchema === transformerSpec ? 'transformer' : zodSchema === fittedTransformer ? 'fitted' : null;
      if (of === null) return;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      jsonSchema.$ref = `#/$defs/${of}`;
    },
  });
  return made;
}

/** Params beside the kind that they are of. */
function withKind(kind: string, schema: JsonSchema): JsonSchema {
  if (schema.anyOf) return { ...schema, anyOf: schema.anyOf.map((one) => withKind(kind, one as JsonSchema)) };
  return {
    ...schema,
    properties: { kind: { const: kind }, ...schema.properties },
    required: ['kind', ...(schema.required ?? [])],
  };
}
