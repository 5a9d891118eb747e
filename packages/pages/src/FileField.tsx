type Props = {
  label: string;
  accept: string;
  /** Name of the file that was taken; where none is shown, the same file can be chosen again. */
  name?: string | null;
  onFile: (file: File) => void;
};

/** Chooses one file. */
export function FileField({ label, accept, name, onFile }: Props) {
  return (
    <label class="auto-file">
      <span>{label}</span>{' '}
      <input
        type="file"
        accept={accept}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (name === undefined) currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      {name && <b>{name}</b>}
    </label>
  );
}
