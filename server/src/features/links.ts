/** How pages and lenses call places: by function, and by file and line as far as the reader is not there already. */

import { directoryOf } from '../model/paths.ts';
import type { Inline } from './page.ts';
import type { Spot, View } from './view.ts';

/** "line 12" in the file of the reader, "resource.c:1164" in the same directory, else with the whole path. */
export function placeFrom(view: View, from: string, spot: Spot): string {
  const { file } = spot.facts;
  const line = view.source(spot.facts).line(spot.at);
  if (file === from) return `line ${line}`;
  const directory = from.slice(0, from.lastIndexOf('/') + 1);
  return `${file.startsWith(directory) ? file.slice(directory.length) : file}:${line}`;
}

/** "line 12" in the file of the reader, else "resource.c:1164" without its path. */
export function placeInBrief(view: View, from: string, spot: Spot): string {
  const line = view.source(spot.facts).line(spot.at);
  const { file } = spot.facts;
  return file === from ? `line ${line}` : `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
}

/** How far a place is from the reader: in the same file, in the same directory, or elsewhere. */
export function distance(from: string, { facts: { file } }: Spot): number {
  if (file === from) return 0;
  return directoryOf(file) === directoryOf(from) ? 1 : 2;
}

/** What is said of places, nearest first, and otherwise as it is. */
export function nearestFirst<T extends { readonly spot: Spot }>(from: string, all: readonly T[]): T[] {
  return [...all].sort((a, b) => distance(from, a.spot) - distance(from, b.spot));
}

/** "smp_load_acquire() in revoke_iomem() — resource.c:1164", as a link. */
export function operationLink(view: View, from: string, spot: Spot, primitive: string): Inline {
  // What stands for an operation may be a label, which names its function itself, or that function.
  const isCall = /^\w+$/.test(primitive);
  const operation = isCall ? `${primitive}()` : primitive;
  const where = isCall && spot.function !== '' && spot.function !== primitive ? ` in ${spot.function}()` : '';
  return { spot, label: `${operation}${where} — ${placeFrom(view, from, spot)}` };
}

/** "iomem_get_mapping() — line 27", as a link. */
export function functionLink(view: View, from: string, spot: Spot): Inline {
  const where = placeFrom(view, from, spot);
  return { spot, label: spot.function === '' ? where : `${spot.function}() — ${where}` };
}
