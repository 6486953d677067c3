/** The page on an object that somebody orders: who stores, loads and updates it, in order and plainly. */

import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, ObjectPath } from '../model/facts.ts';
import { linux } from '../primitives/linux.ts';
import { roleOf } from '../primitives/roles.ts';
import { type ObjectUse, objectUses } from './explain.ts';
import { functionLink, nearestFirst, operationLink } from './links.ts';
import { type Block, type Inline, type Page, text } from './page.ts';
import type { View } from './view.ts';

const MOST_LINES = 12;
/** Of one kind of access, so that many loads leave room for the stores. */
const MOST_ALIKE = 4;

/** Undefined for an object that nothing orders. */
export function objectPage(view: View, facts: FileFacts, path: ObjectPath): Page | undefined {
  const key = view.snapshot.objectKey(facts, path);
  if (key === null || !isOrderedObject(view.snapshot, key)) return undefined;
  const uses = objectUses(view.snapshot, key).filter(isAccess);
  const plain = uses.filter((use) => use.primitive === '').length;
  const name = (view.snapshot.object(path) ?? path.text).replace(/^::/, '');
  return {
    blocks: [
      {
        kind: 'title',
        text: [name, ` · ${counted(uses.length - plain, 'ordered or marked access')}${plainCount(plain)}`],
      },
      { kind: 'list', items: items(view, facts.file, uses, MOST_LINES) },
    ],
  };
}

/** Who else touches the object of a site, briefly. */
export function usesBriefly(view: View, { facts, site }: SiteRef): Block[] {
  const key = view.snapshot.objectKey(facts, site.object);
  const uses =
    key === null
      ? []
      : objectUses(view.snapshot, key).filter((use) => use.spot.at !== site.at || use.spot.facts !== facts);
  if (uses.length === 0) return [];
  return [text('Also accessed by'), { kind: 'list', items: items(view, facts.file, uses, MOST_BRIEF) }];
}

const MOST_BRIEF = 5;

/** Whether some access to it orders others, be it as a lock does. */
export function isOrderedObject(snapshot: Snapshot, key: string): boolean {
  return snapshot.uses(key).sites.some(({ site }) => {
    const role = roleOf(site.kind);
    return (role.release || role.acquire) && !/^(lock|unlock|seq-|sleep|wake)/.test(site.kind);
  });
}

/** A lock's holder is at what it is given, not at the pointer by which it is reached. */
function isAccess({ primitive }: ObjectUse): boolean {
  const kind = linux.lookup(primitive)?.kind;
  return kind !== 'lock' && kind !== 'unlock';
}

/** A line per access, nearest first within its kind; what is left out is counted. */
function items(view: View, file: string, uses: readonly ObjectUse[], most: number): Inline[][] {
  const groups = new Map<string, ObjectUse[]>();
  for (const use of uses) groups.set(use.access, [...(groups.get(use.access) ?? []), use]);
  const lines: Inline[][] = [];
  for (const [access, group] of groups) {
    const alike = Math.min(MOST_ALIKE, most);
    const near = nearestFirst(file, group);
    const shown = group.length <= alike + 1 ? near : near.slice(0, alike);
    lines.push(...shown.map((use): Inline[] => [`${access}: `, linkOf(view, file, use), ...guard(use)]));
    if (shown.length < group.length) lines.push([`${access}: ${group.length - shown.length} more`]);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), [`… and ${lines.length - most + 1} more`]];
}

function linkOf(view: View, file: string, use: ObjectUse): Inline {
  return use.primitive === '' ? functionLink(view, file, use.spot) : operationLink(view, file, use.spot, use.primitive);
}

function guard(use: ObjectUse): string[] {
  if (use.guard === null) return [];
  return [use.guard === 'lock' ? ' (under a lock)' : ' (out of reach of others)'];
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 'es'}`;
}

function plainCount(n: number): string {
  return n === 0 ? '' : `, ${n} plain`;
}
