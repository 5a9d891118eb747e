import type { MlflowVersion } from './mlflow-run.ts';

/** Registered versions by every run and model that they may point at. */
export class VersionIndex {
  readonly #byId = new Map<string, MlflowVersion[]>();

  constructor(versions: readonly MlflowVersion[]) {
    for (const version of versions) {
      // Sources are `models:/<model id>`, `runs:/<run id>/path`, or a path with such an id in it.
      const segments = version.source?.split(/[/\\]/).filter((segment) => segment.length >= 32) ?? [];
      const ids = new Set([version.runId, version.modelId, ...segments]);
      for (const id of ids) {
        if (!id) continue;
        const known = this.#byId.get(id);
        if (known) known.push(version);
        else this.#byId.set(id, [version]);
      }
    }
  }

  /** The versions that name any of the ids, each once. */
  of(ids: readonly string[]): MlflowVersion[] {
    return [...new Set(ids.flatMap((id) => this.#byId.get(id) ?? []))];
  }
}
