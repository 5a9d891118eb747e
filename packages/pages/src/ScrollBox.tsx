import type { ComponentChildren } from 'preact';

/** What is wider than a phone scrolls by itself, and by keyboard. */
export function ScrollBox({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="auto-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
