import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Tab } from './analysis/analysis-state.ts';

type Props = {
  tab: Tab;
  tabs: readonly { id: Tab; name: string }[];
  onTab: (tab: Tab) => void;
  children: ComponentChildren;
};

/** Tabs as the ARIA practices describe them: arrows move, the panel follows (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). */
export function Tabs({ tab, tabs, onTab, children }: Props) {
  const buttons = useRef<Map<Tab, HTMLButtonElement>>(new Map());
  function move(event: KeyboardEvent): void {
    const at = tabs.findIndex(({ id }) => id === tab);
    const last = tabs.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const next = to === undefined ? undefined : tabs[to];
    if (!next) return;
    event.preventDefault();
    onTab(next.id);
    buttons.current.get(next.id)?.focus();
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label="Parts of the analysis" onKeyDown={move}>
        {tabs.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={tab === id}
            aria-controls="tab-panel"
            tabIndex={tab === id ? 0 : -1}
            ref={(element) => {
              if (element) buttons.current.set(id, element);
            }}
            onClick={() => onTab(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        {children}
      </div>
    </>
  );
}
