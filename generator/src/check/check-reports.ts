import { report } from '@modelfolio/schemas';
import { listFolder } from '@modelfolio/project';
import { readJson } from '@modelfolio/project/json-file';
import { isRecordName } from '@modelfolio/runs/run-store';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { Findings, type Finding } from './finding.ts';

/**
 * Every report must be one: its schema asks that a ratio follows from the cells that it names. And it must be what its path
 * says.
 */
export async function checkReports(project: Project): Promise<Finding[]> {
  const findings = new Findings(null);
  const folder = 'content/reports';
  for (const name of (await listFolder(project, folder)).filter(isRecordName)) {
    const path = `${folder}/${name}`;
    const file = await findings.attempt(() => readJson(project, path, report, 'report-invalid'));
    if (file && `${file.value.id}.json` !== name)
      findings.add(
        new ModelfolioError(
          'report-invalid',
          `it is the report ${file.value.id}, which its path does not say`,
          {
            file: path,
            field: '/id',
            hint: 'give it the name that its command gave it',
          },
        ),
      );
  }
  return findings.list;
}
