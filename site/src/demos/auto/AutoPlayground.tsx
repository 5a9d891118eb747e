import type { AutoModel } from './auto-model.ts';
import { BatchPredict } from './BatchPredict.tsx';
import { RawPlayground } from './RawPlayground.tsx';
import { TabularPlayground } from './TabularPlayground.tsx';

/** The playground of any model: its manifest decides on the form. Nothing is fetched before the first touch. */
export default function AutoPlayground({ model }: { model: AutoModel }) {
  const { input } = model.sides;
  return (
    <div class="demo auto">
      {input.kind === 'tabular' ? (
        <TabularPlayground model={model} columns={input.columns} />
      ) : (
        <RawPlayground model={model} />
      )}
      <BatchPredict model={model} />
    </div>
  );
}
