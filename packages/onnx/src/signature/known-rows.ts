import type { Table } from '@modelfolio/inference';

/** The evaluation rows that a signature may learn from: the table, and which of its columns hold the truth. */
export interface KnownRows {
  table: Table;
  labels: readonly string[];
}
