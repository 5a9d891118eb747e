import { everyCommandsFlags } from '@modelfolio/command-line';
import { flagWords, type Flag } from '@modelfolio/command-line/flags';
import { cardYaml, siteConfig } from '@modelfolio/schemas';
import { z } from 'zod';
import { findingCatalogue } from '../check/finding-catalogue.ts';
import { commonFlags, type Command } from '../commands/command.ts';
import type { RunSource } from '@modelfolio/runs/sources/source';

/** A page of the documentation: its path, and its text. */
export interface ReferencePage {
  path: string;
  text: string;
}

/** What the pages are made of, each from its own definition. */
export interface ReferenceParts {
  commands: readonly Command[];
  sources: readonly Pick<RunSource, 'name' | 'reads'>[];
  /** Text of the files of `packages/schemas/src` that define card.yaml, and of `site-config.ts`, whose comments describe the fields. */
  cardYamlSource: string;
  siteConfigSource: string;
}

/** The reference pages of `content/docs/`: commands, findings, sources, card.yaml, the configuration. */
export function referencePages(parts: ReferenceParts): ReferencePage[] {
  return [
    page('commands', 'Commands', 'Every command with its flags.', 20, commandsText(parts.commands)),
    page(
      'card-yaml',
      'card.yaml',
      'What a person says of a model, field by field.',
      21,
      schemaText(cardYaml, parts.cardYamlSource),
    ),
    page(
      'config',
      'modelfolio.config.yaml',
      'The one file that makes a site yours.',
      22,
      schemaText(siteConfig, parts.siteConfigSource),
    ),
    page('findings', 'Findings', 'What modelfolio check can say, and what to do.', 23, findingsText()),
    page('sources', 'Sources', 'What runs are read from.', 24, sourcesText(parts.sources)),
  ];
}

function page(id: string, title: string, summary: string, order: number, body: string): ReferencePage {
  return {
    path: `content/docs/${id}.md`,
    text: `---\ntitle: ${title}\nsummary: ${summary}\norder: ${order}\ntags: [generated]\n---\n\n${body}\n`,
  };
}

function commandsText(commands: readonly Command[]): string {
  return [
    'Each prints what it did on standard output and all else on standard error. Exit codes: 0 fine, 1 something is wrong, 2 wrong usage, 130 interrupted. Interrupted, a command leaves no file half-written.',
    ...commands.map(({ name, summary, operands, description, flags }) =>
      [
        `## ${name}`,
        `${capital(summary)}.`,
        `\`\`\`sh\n${['npx modelfolio', name, operands].filter(Boolean).join(' ')}\n\`\`\``,
        `\`\`\`text\n${description}\n\`\`\``,
        table(['Flag', 'What it does'], Object.entries(flags).map(flagRow)),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    ),
    '## Flags of every command',
    table(['Flag', 'What it does'], Object.entries(everyCommandsFlags({ commonFlags })).map(flagRow)),
  ].join('\n\n');
}

const flagRow = ([name, flag]: [string, Flag]): [string, string] => [
  flagWords(name, flag)
    .map((words) => `\`${words}\``)
    .join(', '),
  flag.description,
];

function findingsText(): string {
  return [
    'Names are stable: they stand in `--json`, in SARIF and in annotations. A warning fails the check only with `--strict`.',
    table(
      ['Name', 'Severity', 'Meaning', 'Remedy'],
      Object.entries(findingCatalogue).map(([name, { severity, meaning, remedy }]) => [
        `\`${name}\``,
        severity,
        meaning,
        remedy,
      ]),
    ),
  ].join('\n\n');
}

function sourcesText(sources: readonly Pick<RunSource, 'name' | 'reads'>[]): string {
  return [
    '`modelfolio ingest <place>` finds out what a place holds; `--source <name>` says it.',
    table(
      ['Source', 'Reads'],
      sources.map(({ name, reads }) => [`\`${name}\``, reads]),
    ),
  ].join('\n\n');
}

interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  default?: unknown;
}

/** A table of a schema's fields, nested ones by their path; descriptions are the comments above them in the source. */
function schemaText(schema: z.ZodType, source: string): string {
  const rows: string[][] = [];
  const visit = (fields: JsonSchema, path: string): void => {
    for (const [name, field] of Object.entries(fields.properties ?? {})) {
      const at = path === '' ? name : `${path}.${name}`;
      const isRequired = fields.required?.includes(name) ?? false;
      const fallback = field.default === undefined ? '' : `\`${JSON.stringify(field.default)}\``;
      rows.push([`\`${at}\``, typeName(field), isRequired ? 'yes' : fallback, commentAbove(name, source)]);
      for (const part of [field, ...(field.anyOf ?? []), ...(field.oneOf ?? [])]) {
        visit(part, at);
        if (part.items) visit(part.items, `${at}[]`);
      }
    }
  };
  visit(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, '');
  const unique = rows.filter(([path], index) => rows.findIndex(([other]) => other === path) === index);
  return table(['Field', 'Type', 'Required, or default', 'Meaning'], unique);
}

function typeName({ type, anyOf, oneOf, enum: values, const: only, items, prefixItems }: JsonSchema): string {
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  const branches = anyOf ?? oneOf;
  if (branches) return [...new Set(branches.map(typeName))].join(' or ');
  if (type === 'array')
    return prefixItems ? `list of ${prefixItems.length}` : `list of ${items ? typeName(items) : 'anything'}`;
  return type === 'string' ? 'text' : type === 'object' ? 'map' : String(type ?? 'anything');
}

/** The comment above a field, on one line. */
function commentAbove(name: string, source: string): string {
  const pattern = new RegExp(String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*${name}:`);
  return (pattern.exec(source)?.[1] ?? '').replaceAll(/\s*\n\s*\* ?/g, ' ').trim();
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .map((cell) =>
        cell
          .replaceAll('|', String.raw`\|`)
          .replaceAll('<', '&lt;')
          .replaceAll(/`([^`]*)`/g, (code) => code.replaceAll('&lt;', '<')),
      )
      .join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
