/**
 * Finds ordering sites of the whole workspace by the object they access, the function they stand in, or the primitive:
 * `iomem_inode`, `revoke_iomem`, `release`. Without a query the sites that comments document come first.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import { isMarkedKind } from '../primitives/explicit.ts';
import { functionName } from '../rules/describe.ts';
import { nameSpot } from './spots.ts';
import type { Spot, View } from './view.ts';

export interface WorkspaceSymbol {
  /** `smp_store_release(iomem_inode)`. */
  readonly name: string;
  /** The function around it, or ''. */
  readonly container: string;
  /** What of it the query names. */
  readonly kind: SymbolKind;
  readonly spot: Spot;
}

/** The object, the function of the site, or its primitive. */
export type SymbolKind = 'object' | 'site' | 'primitive';

/** The best `limit` ones: whole names first, then what starts so, then parts; each in order of file and position. */
export function workspaceSymbols(view: View, query: string, limit: number): WorkspaceSymbol[] {
  const wanted = wantedOf(query);
  if (wanted === '') return documented(view, limit);
  const ranks: WorkspaceSymbol[][] = RANKS.map(() => []);
  for (const facts of view.snapshot.files()) {
    const useful = usefulRanks(ranks, limit);
    if (useful === 0) break;
    const names = namesOf(facts);
    if (!mayHold(names.all, wanted, useful)) continue;
    for (const site of names.sites) {
      const { rank, kind } = rankOf(site, wanted, useful);
      if (rank < useful) ranks[rank]!.push(symbol({ facts, site: site.of }, kind));
    }
  }
  const found = ranks.flat().slice(0, limit);
  return found.length > 0 ? found : loosely(view, wanted, limit);
}

/** `struct sock::sk_prot`, `sk->sk_prot` and `revoke_iomem()` as people copy them: the last name. */
function wantedOf(query: string): string {
  return query
    .trim()
    .replace(/\(.*$/, '')
    .replace(/^.*(?:::|->|[.&\s])/, '')
    .toLowerCase();
}

/** Where they match equally well, an object counts before a function and that before a primitive. */
const FIELDS: readonly SymbolKind[] = ['object', 'site', 'primitive'];

type Matcher = (name: string, wanted: string, field: SymbolKind) => boolean;

/** A word of a primitive's name is as good as its beginning: nearly all of them begin with `smp_`. */
const RANKS: readonly Matcher[] = [
  (name, wanted) => name === wanted,
  (name, wanted, field) => name.startsWith(wanted) || (field === 'primitive' && name.includes(`_${wanted}`)),
  (name, wanted) => name.includes(`_${wanted}`),
  (name, wanted) => name.includes(wanted),
];

/** How many of the ranks can still contribute something: the rest is full already. */
function usefulRanks(ranks: readonly (readonly WorkspaceSymbol[])[], limit: number): number {
  let found = 0;
  for (let rank = 0; rank < ranks.length; rank++) {
    found += ranks[rank]!.length;
    if (found >= limit) return rank;
  }
  return ranks.length;
}

function rankOf(names: SiteNames, wanted: string, useful: number): { rank: number; kind: SymbolKind } {
  for (let rank = 0; rank < useful; rank++) {
    const kind = FIELDS.find((field) => RANKS[rank]!(names[field], wanted, field));
    if (kind) return { rank, kind };
  }
  return { rank: useful, kind: 'site' };
}

/** Whether a site of the file can have one of the useful ranks: names stand between line breaks. */
function mayHold(all: string, wanted: string, useful: number): boolean {
  return useful === 1 ? all.includes(`\n${wanted}\n`) : all.includes(wanted);
}

/** Names that have the letters in this order: `iomnode`. */
function loosely(view: View, wanted: string, limit: number): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const facts of view.snapshot.files()) {
    const names = namesOf(facts);
    if (!names.different.some((name) => hasLetters(name, wanted))) continue;
    for (const site of names.sites) {
      const kind = FIELDS.find((field) => hasLetters(site[field], wanted));
      if (kind) found.push(symbol({ facts, site: site.of }, kind));
    }
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

function hasLetters(name: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function documented(view: View, limit: number): WorkspaceSymbol[] {
  const found = new Map<Site, WorkspaceSymbol>();
  for (const facts of view.snapshot.files()) {
    for (const { anchor, targets } of view.pairs.claimsIn(facts.file)) {
      if (anchor && targets.length > 0) found.set(anchor, symbol({ facts, site: anchor }, 'site'));
    }
    if (found.size >= limit) return [...found.values()].slice(0, limit);
  }
  for (const facts of view.snapshot.files()) {
    for (const site of facts.sites) {
      if (isMarkedKind(site.kind) && !found.has(site)) found.set(site, symbol({ facts, site }, 'site'));
      if (found.size >= limit) return [...found.values()];
    }
  }
  return [...found.values()];
}

function symbol(ref: SiteRef, kind: SymbolKind): WorkspaceSymbol {
  return { name: siteTitle(ref.site), container: functionName(ref.facts, ref.site.fn), kind, spot: nameSpot(ref) };
}

/** `smp_store_release(iomem_inode)`, `smp_mb()`. */
export function siteTitle({ primitive, object }: Site): string {
  const text = object?.text ?? '';
  return `${primitive}(${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text})`;
}

const LONGEST = 40;

interface SiteNames extends Readonly<Record<SymbolKind, string>> {
  readonly of: Site;
}

interface FileNames {
  readonly sites: readonly SiteNames[];
  /** All different names of the sites. */
  readonly different: readonly string[];
  /** The same with a line break before and behind each, to search all at once. */
  readonly all: string;
}

/** In small letters. Facts never change, so that it is made once. */
function namesOf(facts: FileFacts): FileNames {
  const known = namesByFile.get(facts);
  if (known) return known;
  const sites = facts.sites.filter(isListed).map((of) => ({
    of,
    object: lastName(of.object).toLowerCase(),
    site: functionName(facts, of.fn).toLowerCase(),
    primitive: of.primitive.toLowerCase(),
  }));
  const different = [...new Set(sites.flatMap(({ object, site, primitive }) => [object, site, primitive]))];
  const names = { sites, different, all: `\n${different.join('\n')}\n` };
  namesByFile.set(facts, names);
  return names;
}

/** Nearly every function takes a lock. */
function isListed({ kind }: Site): boolean {
  return !/^(?:lock|unlock|rcu-read-)/.test(kind);
}

const namesByFile = new WeakMap<FileFacts, FileNames>();
