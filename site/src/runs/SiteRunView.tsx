import { RunView } from '@modelfolio/pages/runs/RunView';
import { fileRuns } from '@modelfolio/pages/runs/runs-source';

/** {@link RunView} over the files of this site. `base` is the address of the folder of runs. */
export const SiteRunView = ({ base }: { base: string }) => <RunView source={fileRuns(base)} base={base} />;
