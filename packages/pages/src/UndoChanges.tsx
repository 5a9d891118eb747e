/** Takes back what differs from the row that was started from. */
export function UndoChanges({ changed, onReset }: { changed: number; onReset: () => void }) {
  return (
    <button type="button" disabled={changed === 0} onClick={onReset}>
      {changed === 0 ? 'Nothing changed' : `Undo ${changed} ${changed === 1 ? 'change' : 'changes'}`}
    </button>
  );
}
