import { agreement } from '../explain/methods/judged.ts';
import type { AttributionMethod, ImageAttribution } from './attribution.ts';
import type { Why } from '../drawing/share-state.ts';
import type { AttributionSession } from './attribution-session.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { MapLegend } from './MapLegend.tsx';
import { RegionTable } from './RegionTable.tsx';
import { accountOf, methods } from './why-words.ts';

type Props = {
  classes: readonly string[];
  why: Why | null;
  session: AttributionSession;
  /** Whether there is a picture to explain. */
  shown: boolean;
  opacity: number;
  onWhy: (why: Why | null) => void;
  onOpacity: (opacity: number) => void;
};

/** Why the model says so: which pixels speak for a class, and whether that can be trusted. */
export function WhyPanel({ classes, why, session, shown, opacity, onWhy, onOpacity }: Props) {
  const { attribution, failure } = session;
  const choose = (method: AttributionMethod | null) => onWhy(method && { method, class: why?.class ?? null });
  const about = methods.find(({ id }) => id === why?.method)?.about;
  return (
    <section class="why" aria-label="Why?">
      <div class="why-part">
        <h2>Why?</h2>
        <div role="group" aria-label="Explanation" class="choices">
          <button type="button" aria-pressed={why === null} onClick={() => choose(null)}>
            None
          </button>
          {methods.map(({ id, name }) => (
            <button type="button" key={id} aria-pressed={why?.method === id} onClick={() => choose(id)}>
              {name}
            </button>
          ))}
        </div>
        {why && (
          <div class="why-settings">
            <label>
              <span>Of the class</span>
              <select
                value={why.class ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  onWhy({ ...why, class: value === '' ? null : Number(value) })
                }
              >
                <option value="">the predicted one</option>
                {classes.map((name, index) => (
                  <option key={name} value={index}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span>Map over the picture</span>
              <input
                type="range"
                min="0"
                max="100"
                step="5"
                value={Math.round(100 * opacity)}
                aria-valuetext={`${Math.round(100 * opacity)} %`}
                onInput={({ currentTarget: { value } }) => onOpacity(Number(value) / 100)}
              />
            </label>
          </div>
        )}
        {why && attribution && shown && <MapLegend values={attribution.values} method={attribution.method} />}
        {why && (
          <p class="small muted">
            {about} On small networks it {agreement('image')}; on this one pooling ties make a few pixels
            differ.
          </p>
        )}
      </div>
      {why && (
        <div class="why-part">
          {failure && <p class="notice error">{failure}</p>}
          {!shown && <p class="small">There is nothing to explain yet: draw something or pick a picture.</p>}
          {attribution && shown && <Explained {...{ attribution, classes, session }} />}
        </div>
      )}
    </section>
  );
}

function Explained({
  attribution,
  classes,
  session,
}: {
  attribution: ImageAttribution;
  classes: readonly string[];
  session: AttributionSession;
}) {
  return (
    <>
      <p class="account small" data-working={session.working ? '' : undefined}>
        {accountOf(attribution, classes[attribution.class] ?? '')}
      </p>
      <RegionTable regions={attribution.regions} />
      <CheckPanel session={session} />
    </>
  );
}
