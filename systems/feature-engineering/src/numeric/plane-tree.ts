/** So many points are looked at one by one. */
const leafSize = 12;

/**
 * A k-d tree over the points of a plane (Bentley 1975), with the greater of both differences as the distance (Chebyshev's).
 * The order of the points is the tree: the middle one of a range parts it.
 */
export class PlaneTree {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #order: Uint32Array;
  /** For the middle of each range that is parted: whether by y. */
  readonly #byY: Uint8Array;

  constructor(x: Float64Array, y: Float64Array) {
    this.#x = x;
    this.#y = y;
    this.#order = Uint32Array.from(x, (_, at) => at);
    this.#byY = new Uint8Array(x.length);
    this.#part(0, x.length);
  }

  /**
   * Distance of each point to the k-th nearest of the others.
   *
   * @param k less than the number of points
   */
  distances(k: number): Float64Array {
    const nearest = new Float64Array(k);
    return Float64Array.from(this.#x, (_, point) => {
      nearest.fill(Infinity);
      this.#search(0, this.#x.length, point, nearest);
      return nearest[k - 1] as number;
    });
  }

  #part(from: number, to: number): void {
    if (to - from <= leafSize) return;
    const byY = this.#spread(this.#y, from, to) > this.#spread(this.#x, from, to);
    const middle = (from + to) >>> 1;
    selectMiddle(this.#order, byY ? this.#y : this.#x, { from, to, middle });
    this.#byY[middle] = Number(byY);
    this.#part(from, middle);
    this.#part(middle + 1, to);
  }

  #spread(values: Float64Array, from: number, to: number): number {
    let [min, max] = [Infinity, -Infinity];
    for (let at = from; at < to; at++) {
      const value = values[this.#order[at] as number] as number;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    return max - min;
  }

  /** Puts the distances to the points of a range among the nearest, which are in order. */
  #search(from: number, to: number, point: number, nearest: Float64Array): void {
    if (to - from <= leafSize) {
      for (let at = from; at < to; at++) this.#look(this.#order[at] as number, point, nearest);
      return;
    }
    const middle = (from + to) >>> 1;
    const pivot = this.#order[middle] as number;
    const values = this.#byY[middle] === 1 ? this.#y : this.#x;
    const ahead = (values[point] as number) - (values[pivot] as number);
    if (ahead < 0) this.#search(from, middle, point, nearest);
    else this.#search(middle + 1, to, point, nearest);
    if (Math.abs(ahead) >= (nearest.at(-1) as number)) return;
    this.#look(pivot, point, nearest);
    if (ahead < 0) this.#search(middle + 1, to, point, nearest);
    else this.#search(from, middle, point, nearest);
  }

  #look(other: number, point: number, nearest: Float64Array): void {
    if (other === point) return;
    const across = Math.abs((this.#x[other] as number) - (this.#x[point] as number));
    const up = Math.abs((this.#y[other] as number) - (this.#y[point] as number));
    const distance = across > up ? across : up;
    let place = nearest.length - 1;
    if (distance >= (nearest[place] as number)) return;
    for (; place > 0 && (nearest[place - 1] as number) > distance; place--)
      nearest[place] = nearest[place - 1] as number;
    nearest[place] = distance;
  }
}

/** Orders a range so that what is before its middle is not greater, and what is behind not less: Hoare's quickselect. */
function selectMiddle(
  order: Uint32Array,
  values: Float64Array,
  { from, to, middle }: { from: number; to: number; middle: number },
): void {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const pivot = values[order[(low + high) >>> 1] as number] as number;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[order[left] as number] as number) < pivot) left++;
      while ((values[order[right] as number] as number) > pivot) right--;
      if (left > right) break;
      const kept = order[left] as number;
      order[left++] = order[right] as number;
      order[right--] = kept;
    }
    if (middle <= right) high = right;
    else if (middle >= left) low = left;
    else return;
  }
}
