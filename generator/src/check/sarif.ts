import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { FindingName } from '../modelfolio-error.ts';
import { sha256Of } from '@modelfolio/project';
import { findingCatalogue } from './finding-catalogue.ts';
import type { FindingPlace } from './finding-place.ts';
import type { Finding } from './finding.ts';

/**
 * Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning: a rule for each name of
 * the catalogue, a fingerprint that stays when lines move.
 */
export function toSarif(
  findings: readonly { finding: Finding; place: FindingPlace | null }[],
  version: string,
): Log {
  const names = Object.keys(findingCatalogue) as FindingName[];
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'modelfolio', semanticVersion: version, rules: names.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ finding, place }) => result(finding, place, names.indexOf(finding.name))),
      },
    ],
  };
}

function rule(id: FindingName): ReportingDescriptor {
  const { meaning, remedy, severity } = findingCatalogue[id];
  return {
    id,
    shortDescription: { text: meaning },
    help: { text: remedy },
    defaultConfiguration: { level: severity },
  };
}

function result(finding: Finding, place: FindingPlace | null, ruleIndex: number): Result {
  const { name, file, field, reason, remedy, model } = finding;
  const at = place || field === null ? '' : `${field}: `;
  return {
    ruleId: name,
    ruleIndex,
    level: findingCatalogue[name].severity,
    message: { text: `${at}${reason}${remedy === null ? '' : ` (${remedy})`}` },
    ...(file !== null && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(file) },
            ...(place && { region: { startLine: place.line, startColumn: place.column } }),
          },
        },
      ],
    }),
    partialFingerprints: { 'modelfolio/v1': sha256Of([name, file, model, reason].join('\n')) },
  };
}
