import type { Clock, DiskWriting, Terminal } from '@modelfolio/command-line/effects';
import type { Project, ProjectEffects } from '@modelfolio/project';
import type { SourceEffects } from '../sources/source.ts';

/** All that ingesting runs may do: read the places they lie in, and write into the project. */
export interface IngestEffects extends SourceEffects, ProjectEffects, DiskWriting, Clock, Terminal {}

/** A project that runs are ingested into. */
export type IngestProject = Project<IngestEffects>;
