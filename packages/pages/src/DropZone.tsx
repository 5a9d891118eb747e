import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

type Props = {
  class: string;
  /** Name of the section, or the id of its heading. */
  label?: string;
  labelledBy?: string;
  onFiles: (files: readonly File[]) => void;
  children: ComponentChildren;
};

/** A section that files can be dropped on; while they hover over it, it has the class `dragging`. */
export function DropZone({ class: name, label, labelledBy, onFiles, children }: Props) {
  const [dragging, setDragging] = useState(false);
  return (
    <section
      class={dragging ? `${name} dragging` : name}
      aria-label={label}
      aria-labelledby={labelledBy}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDragging(false);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0) onFiles(files);
      }}
    >
      {children}
    </section>
  );
}
