/**
 * Finds where a sorted list turns, in logarithmic time.
 * @param length how many items there are
 * @param isPast false for the items up to some index, true for all from there on
 * @returns the lowest index for which `isPast` is true; `length` if there is none
 */
export function firstIndex(length: number, isPast: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
