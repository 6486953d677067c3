/**
 * The pairs of a workspace as a tree, one level at a time: objects or files, the sites of one, the other sides of a site.
 * What somebody should look at comes first. Only the sites that are asked for are looked at closely.
 */
import type { SiteRef } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { identityOf } from '../model/objects.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName } from '../rules/describe.ts';
import { fileHandle, namedBy, objectHandle, siteHandle } from './handles.ts';
import { isUnpaired, type ListedSite, type Listing, listing, type SiteState } from './listed-sites.ts';
import { type Evidence, isPairing, type OtherSide, otherSides } from './sides.ts';
import { nameSpot } from './spots.ts';
import type { Spot, View } from './view.ts';

export interface TreeOptions {
  readonly by: 'object' | 'file';
  /** Words, each of which the object, the file, the function or the primitive of a site must have. */
  readonly filter: string;
  /** Only what these files have a part in; undefined for all. */
  readonly files?: ReadonlySet<string>;
  /** What rules report in a file. */
  readonly findings: (facts: FileFacts) => readonly Finding[];
}

export interface TreeGroup {
  readonly handle: string;
  readonly kind: 'object' | 'file';
  /** The object's identity or the file's path; '' for the sites whose object is not known. */
  readonly name: string;
  /** Of a static variable the file that it is in; else ''. */
  readonly file: string;
  /** That the filter leaves. */
  readonly sites: readonly ListedSite[];
  readonly unpaired: number;
  readonly undocumented: number;
}

/** A site with all that is shown of it, or the other side of one. */
export interface TreeSite {
  readonly handle: string;
  readonly primitive: string;
  /** As written; '' for a fence. */
  readonly object: string;
  /** The name of the operation. */
  readonly spot: Spot;
  /** What it does to its object; `fence` where it accesses none itself. */
  readonly access: 'store' | 'load' | 'update' | 'fence';
  readonly state: SiteState;
  readonly isDocumented: boolean;
  /** How many other sides there are; not counted for another side itself. */
  readonly sides: number;
  readonly findings: readonly Finding[];
  /** Of another side: how it is known. */
  readonly by?: Evidence;
}

/** The top of the tree: groups with something unpaired first, those in which no other side is known at all last. */
export function* treeGroups(view: View, options: TreeOptions): Generator<void, TreeGroup[]> {
  const all = yield* listing(view.pairs);
  const isWanted = matcher(options.filter);
  const groups: TreeGroup[] = [];
  const add = (kind: TreeGroup['kind'], key: string, sites: readonly ListedSite[]) => {
    const left = sites.filter((site) => isWanted(site));
    if (left.length === 0) return;
    const unpaired = left.filter(isUnpaired).length;
    const undocumented = left.filter(({ isDocumented }) => !isDocumented).length;
    const handle = kind === 'file' ? fileHandle(key) : objectHandle(key);
    const name = kind === 'file' ? key : identityOf(key);
    const file = key.slice(0, key.length - name.length);
    groups.push({ handle, kind, name, file, sites: left, unpaired, undocumented });
  };
  const { files } = options;
  if (options.by === 'file') {
    for (const [file, sites] of all.byFile) if (!files || files.has(file)) add('file', file, sites);
  } else {
    for (const [key, sites] of all.byKey) {
      const isThere = !files || sites.some(({ ref }) => files.has(ref.facts.file));
      // Sites without an object have nothing in common, so that only the files that are asked about count.
      const own = key === null && files ? sites.filter(({ ref }) => files.has(ref.facts.file)) : sites;
      if (isThere) add('object', key ?? '', own);
    }
  }
  return groups.sort((a, b) => rankOf(a) - rankOf(b) || compare(a.name, b.name) || compare(a.file, b.file));
}

/** The sites of a group; empty where the handle stands for nothing that is there. */
export function* groupSites(view: View, handle: string, options: TreeOptions): Generator<void, ListedSite[]> {
  const all = yield* listing(view.pairs);
  const isWanted = matcher(options.filter);
  const sites = sitesOf(view, all, handle).filter((site) => isWanted(site));
  if (handle !== objectHandle('') || !options.files) return sites;
  return sites.filter(({ ref }) => options.files!.has(ref.facts.file));
}

export function treeSite(view: View, listed: ListedSite, { findings }: Pick<TreeOptions, 'findings'>): TreeSite {
  const { ref, state, isDocumented } = listed;
  return {
    handle: siteHandle(view.pairs, ref),
    ...shown(ref, findings),
    ...{ state, isDocumented, sides: otherSides(view.pairs, ref).length },
  };
}

/** The other sides of the site with this handle; none where it is not there any more. */
export function siteSides({ pairs }: View, handle: string): OtherSide[] {
  const named = namedBy(pairs, handle);
  return named?.kind === 'site' ? otherSides(pairs, named.ref) : [];
}

export function treeSide(view: View, side: OtherSide, { findings }: Pick<TreeOptions, 'findings'>): TreeSite {
  const { spot, site, primitive, by } = side;
  const { facts, at, function: fn } = spot;
  const paired = { state: 'paired', sides: 0, by } as const;
  if (!site) {
    const operation = { primitive, object: '', spot, access: 'fence', isDocumented: false, findings: [] } as const;
    // It is no site, and is found again by its name alone.
    return { handle: `stand-in ${primitive} ${fn || '-'} ${facts.file} ${at}`, ...operation, ...paired };
  }
  const ref = { facts, site };
  const isDocumented = view.pairs.claimsAt(facts, site).some(isPairing);
  return { handle: siteHandle(view.pairs, ref), ...shown(ref, findings), ...paired, isDocumented };
}

function shown(ref: SiteRef, findings: TreeOptions['findings']) {
  const { facts, site } = ref;
  const { access } = roleOf(site.kind);
  return {
    primitive: site.primitive,
    object: site.object?.text ?? '',
    spot: nameSpot(ref),
    access: site.object === undefined || access === null ? 'fence' : access === 'rmw' ? 'update' : access,
    findings: findings(facts).filter((finding) => concerns(finding, ref)),
  } as const;
}

/** How many findings are about a site of the group, each counted once. */
export function groupFindings({ sites }: TreeGroup, findings: TreeOptions['findings']): number {
  const byFile = new Map<FileFacts, SiteRef[]>();
  for (const { ref } of sites) byFile.set(ref.facts, [...(byFile.get(ref.facts) ?? []), ref]);
  let count = 0;
  for (const [facts, refs] of byFile) {
    count += findings(facts).filter((finding) => refs.some((ref) => concerns(finding, ref))).length;
  }
  return count;
}

function sitesOf({ pairs }: View, all: Listing, handle: string): readonly ListedSite[] {
  const named = namedBy(pairs, handle);
  if (named?.kind === 'file') return all.byFile.get(named.file) ?? [];
  if (named?.kind !== 'object') return [];
  const sites = all.byKey.get(named.key === '' ? null : named.key) ?? [];
  // As everywhere: who stores first, then who loads.
  return [...sites].sort((a, b) => columnOf(a) - columnOf(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function columnOf({ ref: { site } }: ListedSite): number {
  const { release, acquire, access } = roleOf(site.kind);
  if (access !== null) return access === 'load' ? 1 : 0;
  return release || !acquire ? 0 : 1;
}

/** A rule reports where something is wrong, or about a site elsewhere that it names. */
function concerns({ file, span, related }: Finding, { facts, site }: SiteRef): boolean {
  const isAt = (at: { readonly file: string; readonly span: Finding['span'] }) =>
    at.file === facts.file && at.span.start < site.end && site.at < at.span.end;
  return isAt({ file, span }) || related.some(isAt);
}

function rankOf({ name, sites, unpaired }: TreeGroup): number {
  if (name === '') return 3;
  if (unpaired > 0) return 0;
  return sites.some(({ state }) => state === 'paired') ? 1 : 2;
}

/** Small and capital letters are the same. */
function matcher(filter: string): (site: ListedSite) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return ({ ref: { facts, site }, key }) => {
    const all = `${key ?? ''}\n${facts.file}\n${functionName(facts, site.fn)}()\n${site.primitive}()`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
}
