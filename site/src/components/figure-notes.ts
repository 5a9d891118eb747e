// Shows a figure's note while a pointer rests on the number; click, tap and keys work without this script.
let timer: ReturnType<typeof setTimeout> | undefined;
// Notes this script opened: the press that follows keeps such a note open instead of closing it.
const opened = new WeakSet<HTMLElement>();

const noteOf = (target: EventTarget | null): [HTMLButtonElement, HTMLElement] | undefined => {
  const button = target instanceof Element ? target.closest<HTMLButtonElement>('button.figure') : null;
  const note = button && document.querySelector<HTMLElement>(`#${button.getAttribute('popovertarget')}`);
  return button && note ? [button, note] : undefined;
};

const show = ([button, note]: [HTMLButtonElement, HTMLElement]) => {
  if (note.matches(':popover-open')) return;
  note.showPopover({ source: button });
  opened.add(note);
};

document.addEventListener('click', (event) => {
  const note = noteOf(event.target)?.[1];
  if (note?.matches(':popover-open') && opened.delete(note)) event.preventDefault();
});

document.addEventListener('pointerover', (event) => {
  const found = noteOf(event.target);
  if (!found || event.pointerType !== 'mouse') return;
  timer = setTimeout(show, 250, found);
});
document.addEventListener('pointerout', (event) => {
  const found = noteOf(event.target);
  if (!found || event.pointerType !== 'mouse') return;
  clearTimeout(timer);
  const [, note] = found;
  setTimeout(() => {
    if (note.matches(':popover-open') && !note.matches(':hover')) note.hidePopover();
  }, 200);
});
document.addEventListener('focusin', (event) => {
  const found = noteOf(event.target);
  if (found?.[0].matches(':focus-visible')) show(found);
});
document.addEventListener('focusout', (event) => {
  const note = noteOf(event.target)?.[1];
  if (note?.matches(':popover-open')) note.hidePopover();
});
