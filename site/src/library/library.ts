import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { versionOrder } from '@modelfolio/comparison';
import {
  modelCard,
  report,
  review,
  runRecord,
  type ModelCard,
  type RunRecord,
  type WrittenRunRecord,
  type SiteConfig,
} from '@modelfolio/schemas';
import { z } from 'zod';
import {
  digestOf,
  filesIn,
  foldersIn,
  ProjectFile,
  type PublishedFolder,
  type PublishedTexts,
} from './project-files.ts';
import { readSiteConfig } from './read-site-config.ts';
import { parseRecord, RecordMap, uncheckedRecord } from './record-map.ts';
import { readSection, readWrittenPage, type Section, type WrittenPage } from './sections.ts';

/** Front matter of `content/home.mdx`. */
const homePage = z.strictObject({ title: z.string().min(1), description: z.string().min(1) });

/** A run record of the project, parsed when asked. */
export interface RunFile {
  file: ProjectFile;
  /** Model that the run belongs to; `null` for runs that wait in `runs/`. */
  model: string | null;
  /** @throws Failure when the file does not fit the schema */
  read(): RunRecord;
  /** The record as it lies there, not held against the schema. */
  unchecked(): WrittenRunRecord;
}

/** A model's earlier card, kept when its version was raised. */
export interface KeptVersion {
  file: ProjectFile;
  version: string;
  read(): ModelCard;
}

/** All that a site shows, as it lies in the project's files. Records are parsed when they are first asked for. */
export interface Library {
  /** Folder that holds `content/` and `models/`. */
  root: string;
  config: SiteConfig;
  /** Digest of what every page shows: the configuration and the menu. */
  shared: string;
  /** Current cards by model. */
  cards: RecordMap<typeof modelCard>;
  /** Earlier versions by model, newest first. */
  versions: ReadonlyMap<string, readonly KeptVersion[]>;
  reports: RecordMap<typeof report>;
  /** Approvals of cards, by model. */
  reviews: RecordMap<typeof review>;
  sections: readonly Section[];
  /** `content/home.mdx`, where the owner wrote one. */
  home: WrittenPage<z.infer<typeof homePage>> | null;
  runs: readonly RunFile[];
  /** What is wrong with references to figures that are not there; filled while pages are rendered. */
  missingFigures: string[];
}

/**
 * Reads a project's configuration and lists its records.
 *
 * @param root folder that holds `content/` and `models/`
 * @param instead what is published otherwise than it lies there
 * @throws Failure for a configuration or front matter that does not fit its schema
 */
export function readLibrary(root: string, instead?: PublishedTexts): Library {
  const from: PublishedFolder = { root, instead };
  const { config, digest } = readSiteConfig(root);
  const sections = config.sections.map((section) => readSection(from, section));
  const home = existsSync(join(root, 'content/home.mdx'))
    ? readWrittenPage(new ProjectFile(from, 'content/home.mdx'), homePage)
    : null;
  const reports = new RecordMap(filesIn(from, 'content/reports', '.json'), report);
  const runs = readRuns(from);
  return {
    root,
    config,
    shared: digestOf([digest, String(reports.size > 0), String(runs.length > 0)]),
    cards: new RecordMap(filesIn(from, 'content/models', '.json'), modelCard),
    versions: readVersions(from),
    reports,
    reviews: new RecordMap(filesIn(from, 'content/reviews', '.json'), review),
    sections,
    home,
    runs,
    missingFigures: [],
  };
}

function readRuns(from: PublishedFolder): RunFile[] {
  const { root } = from;
  const runFile = (file: ProjectFile, model: string | null): RunFile => {
    let record: RunRecord | undefined;
    return {
      file,
      model,
      read: () => (record ??= parseRecord(file, runRecord)),
      unchecked: () => uncheckedRecord(file) as WrittenRunRecord,
    };
  };
  return [
    ...foldersIn(root, 'models').flatMap((model) =>
      filesIn(from, `models/${model}/runs`, '.json').map((file) => runFile(file, model)),
    ),
    ...foldersIn(root, 'runs').flatMap((experiment) =>
      filesIn(from, `runs/${experiment}`, '.json').map((file) => runFile(file, null)),
    ),
  ];
}

function readVersions(from: PublishedFolder): Map<string, KeptVersion[]> {
  return new Map(
    foldersIn(from.root, 'content/versions').map((model) => [
      model,
      filesIn(from, `content/versions/${model}`, '.json')
        .map((file): KeptVersion => {
          let card: ModelCard | undefined;
          return { file, version: file.id, read: () => (card ??= parseRecord(file, modelCard)) };
        })
        .toSorted((a, b) => versionOrder(b.version, a.version)),
    ]),
  );
}
