import { join } from 'node:path';
import type { MlflowVersion } from './mlflow-run.ts';
import type { StoreFiles } from './store-files.ts';
import { textField } from './store-yaml.ts';
import { VersionIndex } from './version-index.ts';

/** The registered versions in `mlruns/models`, held in memory: a registry is small beside its runs. */
export async function readFileVersions(registry: string, files: StoreFiles): Promise<VersionIndex> {
  const versions: MlflowVersion[] = [];
  for (const folder of await files.folders(registry)) {
    const meta = await files.meta(join(registry, folder));
    if (meta === null) continue;
    const aliases = await files.keyValues(join(registry, folder, 'aliases'));
    for (const version of (await files.folders(join(registry, folder))).filter((id) =>
      id.startsWith('version-'),
    )) {
      const told = await files.meta(join(registry, folder, version));
      if (told === null) continue;
      const number = textField(told, 'version') ?? version.slice('version-'.length);
      versions.push({
        name: textField(meta, 'name') ?? folder,
        version: number,
        runId: textField(told, 'run_id'),
        modelId: textField(told, 'model_id'),
        source: textField(told, 'source'),
        stage: textField(told, 'current_stage'),
        aliases: aliases.filter(([, at]) => at.trim() === number).map(([alias]) => alias),
      });
    }
  }
  return new VersionIndex(versions);
}
