import { z } from 'zod';
import { cardYaml } from './card-yaml.ts';
import { evaluation } from './evaluation.ts';
import { evidence } from './evidence.ts';
import { explanation } from './explanation.ts';
import { modelCard } from './model-card.ts';
import { modelExamples, modelManifest } from './model-manifest.ts';
import { report } from './report.ts';
import { review } from './review.ts';
import { runRecord } from './run-record.ts';
import { siteConfig } from './site-config.ts';

const schemas = {
  cardYaml,
  evaluation,
  evidence,
  explanation,
  modelCard,
  modelExamples,
  modelManifest,
  report,
  review,
  runRecord,
  siteConfig,
};

/**
 * JSON Schemas (draft 2020-12) of the files that rooms exchange, by file name, for readers in other languages.
 * Refinements that JSON Schema cannot say, such as equal lengths, are left out.
 */
export function jsonSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.schema.json`,
      // What a file may hold: a field with a default may be left out.
      z.toJSONSchema(schema, { io: 'input' }),
    ]),
  );
}
