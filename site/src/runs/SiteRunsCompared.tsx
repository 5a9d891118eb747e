import { RunsCompared } from '@modelfolio/pages/runs/RunsCompared';
import { fileRuns } from '@modelfolio/pages/runs/runs-source';

/** {@link RunsCompared} over the files of this site. `base` is the address of the folder of runs. */
export const SiteRunsCompared = ({ base }: { base: string }) => (
  <RunsCompared source={fileRuns(base)} base={base} />
);
