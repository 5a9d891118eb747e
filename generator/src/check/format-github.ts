import { findingCatalogue } from './finding-catalogue.ts';
import type { Finding } from './finding.ts';
import type { FindingPlace } from './finding-place.ts';

/** As GitHub's own toolkit escapes them: github.com/actions/toolkit, packages/core/src/command.ts. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A finding as a workflow command, which GitHub shows beside the line: `::error file=…,line=…::…`. */
export function githubAnnotation(finding: Finding, place: FindingPlace | null): string {
  const { name, file, field, reason, remedy } = finding;
  const properties = {
    ...(file !== null && { file }),
    ...(place && { line: String(place.line), col: String(place.column) }),
    title: name,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  const at = place || field === null ? '' : `${field}: `;
  const message = `${at}${reason}${remedy === null ? '' : ` (${remedy})`}`;
  return `::${findingCatalogue[name].severity} ${list.join(',')}::${escapeData(message)}`;
}
