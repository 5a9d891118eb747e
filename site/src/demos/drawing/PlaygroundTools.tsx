import type { Tool } from './DrawingGrid.tsx';

type Props = {
  tool: Tool;
  radius: number;
  canUndo: boolean;
  canClear: boolean;
  /** Fragment that restores the state, or `null` where there is nothing to share. */
  link: string | null;
  onTool: (tool: Tool) => void;
  onRadius: (radius: number) => void;
  onUndo: () => void;
  onClear: () => void;
  /** Says a sentence in the page's live region. */
  onSay: (text: string) => void;
};

const tools: { id: Tool; name: string }[] = [
  { id: 'brush', name: 'Brush' },
  { id: 'fill', name: 'Fill' },
  { id: 'eraser', name: 'Eraser' },
];
const radii = [
  { name: 'Fine', radius: 0.5 },
  { name: 'Medium', radius: 1.5 },
  { name: 'Broad', radius: 3.5 },
];

/** What can be done with the drawing. */
export function PlaygroundTools(props: Props) {
  const { tool, radius, canUndo, canClear, link, onTool, onRadius, onUndo, onClear, onSay } = props;

  async function copyLink(): Promise<void> {
    const url = new URL(link ?? '', location.href).href;
    try {
      await navigator.clipboard.writeText(url);
      onSay('Link copied. It holds the picture itself; nothing was uploaded.');
    } catch {
      history.replaceState(history.state, '', url);
      onSay('This browser does not let the page copy. The link is in the address bar.');
    }
  }

  return (
    <div class="tools">
      <div role="group" aria-label="Tool" class="segmented">
        {tools.map(({ id, name }) => (
          <button type="button" key={id} aria-pressed={tool === id} onClick={() => onTool(id)}>
            {name}
          </button>
        ))}
      </div>
      <div role="group" aria-label="Width of the brush" class="segmented">
        {radii.map((choice) => (
          <button
            type="button"
            key={choice.name}
            aria-pressed={radius === choice.radius}
            aria-label={`${choice.name} brush`}
            onClick={() => onRadius(choice.radius)}
          >
            <span class="dot" style={{ '--size': `${choice.radius * 3 + 3}px` }} aria-hidden="true" />
          </button>
        ))}
      </div>
      <div class="actions">
        <button type="button" disabled={!canUndo} onClick={onUndo}>
          Undo
        </button>
        <button type="button" disabled={!canClear} onClick={onClear}>
          Clear
        </button>
        <button type="button" disabled={link === null} onClick={() => void copyLink()}>
          Copy link
        </button>
      </div>
    </div>
  );
}
