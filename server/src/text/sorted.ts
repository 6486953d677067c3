/** Looks things up in lists that are in order. */

/**
 * Index of the first item from which on `isPast` holds, or the length of the list where it holds for none. The list is in
 * an order in which it holds for all items behind the first one.
 */
export function firstIndex<T>(list: readonly T[], isPast: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
