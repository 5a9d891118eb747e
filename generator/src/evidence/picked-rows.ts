import { tableOf, type RowArray, type Table } from '@modelfolio/inference';

/** The rows at these places, as a table of their own. */
export function pickedRows(table: Table, places: Int32Array): Table {
  const columns = table.columns.map((name) => {
    const cells = table.column(name);
    return [name, Array.from(places, (place) => cells[place] ?? null)] as const;
  });
  const arrays = Array.from(table.arrays, ([name, array]) => [name, pickedPart(array, places)] as const);
  const lines = Array.from(places, (place) => table.lineOf(place));
  const known = lines.filter((line) => line !== null);
  return tableOf(
    table.name,
    new Map(columns),
    places.length,
    known.length === lines.length ? known : null,
    new Map(arrays),
  );
}

function pickedPart({ shape, values }: RowArray, places: Int32Array): RowArray {
  const size = shape.reduce((product, length) => product * length, 1);
  if (values instanceof Uint8Array) {
    const bytes = new Uint8Array(places.length * size);
    places.forEach((place, row) => bytes.set(values.subarray(place * size, (place + 1) * size), row * size));
    return { shape, values: bytes };
  }
  const from = (index: number): number => (places[Math.floor(index / size)] ?? 0) * size + (index % size);
  const picked = Array.from({ length: places.length * size }, (_, index) => values[from(index)]);
  return { shape, values: picked as number[] };
}
