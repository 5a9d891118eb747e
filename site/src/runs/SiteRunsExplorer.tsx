import { RunsExplorer } from '@modelfolio/pages/runs/RunsExplorer';
import { fileRuns } from '@modelfolio/pages/runs/runs-source';

/** {@link RunsExplorer} over the files of this site. `base` is the address of the folder of runs. */
export const SiteRunsExplorer = ({ base }: { base: string }) => (
  <RunsExplorer source={fileRuns(base)} base={base} />
);
