import type { ModelCard } from '@modelfolio/schemas';
import { toCroissant, type FileUrl } from './croissant.ts';
import { toCycloneDx } from './cyclonedx.ts';
import { toHuggingFaceCard } from './hugging-face.ts';
import { toJsonLd } from './json-ld.ts';

/** Where the card and its files can be found. */
export interface ExportPlaces {
  /** Address of the card's page. */
  address?: string | undefined;
  fileUrl?: FileUrl;
}

/** A format that a card can be written in. */
export interface ExportFormat {
  /** For a command line, e.g. `cyclonedx`. */
  name: string;
  /** For people. */
  label: string;
  /** Name of the file, as other tools expect it. */
  file: string;
  mediaType: string;
  /** What it is for, in half a sentence. */
  purpose: string;
  /** Whether the card has something to say in this format. */
  applies(card: ModelCard): boolean;
  /** The file's text; `null` where it does not apply. */
  write(card: ModelCard, places: ExportPlaces): string | null;
}

const json = (value: object | null): string | null => value && `${JSON.stringify(value, null, 2)}\n`;

/** All formats but the card's own JSON. */
export const exportFormats: readonly ExportFormat[] = [
  {
    name: 'hugging-face',
    label: 'Hugging Face model card',
    file: 'README.md',
    mediaType: 'text/markdown; charset=utf-8',
    purpose: 'for a repository on the Hub',
    applies: () => true,
    write: toHuggingFaceCard,
  },
  {
    name: 'cyclonedx',
    label: 'CycloneDX 1.7 ML-BOM',
    file: 'bom.json',
    mediaType: 'application/json',
    purpose: 'a bill of materials for supply-chain tools',
    applies: () => true,
    write: (card) => json(toCycloneDx(card)),
  },
  {
    name: 'json-ld',
    label: 'JSON-LD',
    file: 'card.jsonld',
    mediaType: 'application/ld+json',
    purpose: 'schema.org for search engines and linked data',
    applies: () => true,
    write: (card, places) => json(toJsonLd(card, places)),
  },
  {
    name: 'croissant',
    label: 'Croissant 1.0',
    file: 'croissant.json',
    mediaType: 'application/ld+json',
    purpose: 'the evaluation set for ML data tools',
    applies: ({ manifest }) => manifest.evaluationSet !== null,
    write: (card, places) => json(toCroissant(card, places)),
  },
];
