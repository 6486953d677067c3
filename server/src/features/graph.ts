/**
 * The pairs of some files, or of one object, as a graph: functions with the operations in them, and lines between those
 * that belong together. What it looks like is for others to say.
 */
import { type AccessRef, SITES, type SiteRef, type Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import { identityOf } from '../model/objects.ts';
import type { Missing, ResolvedClaim, Target } from '../model/pair.ts';
import type { Kind } from '../model/primitive.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { roleOf } from '../primitives/roles.ts';
import { kindInWords } from './kinds.ts';
import { isPairing, otherSides } from './sides.ts';
import { toldSides } from './told.ts';
import type { View } from './view.ts';

export interface PairGraph {
  /** In order of file and place. */
  readonly functions: readonly GraphFunction[];
  /** In order of their ends. */
  readonly edges: readonly GraphEdge[];
  /** Further lines by a common object, of objects that many touch. */
  readonly left: number;
}

export interface GraphFunction {
  readonly file: string;
  /** '' for what stands outside of functions. */
  readonly name: string;
  readonly line: number;
  readonly sites: readonly GraphSite[];
}

export interface GraphSite {
  /** `s` and a number, in order of file and place. */
  readonly id: string;
  /** "smp_store_release()", or the expression of a plain access. */
  readonly what: string;
  /** The accessed object as written; '' for a fence. */
  readonly object: string;
  readonly line: number;
  readonly family: Family;
  /** "release store" */
  readonly kind: string;
}

/** What people tell apart by colour. `plain` is an access without any primitive. */
export type Family = 'release' | 'acquire' | 'full' | 'dependency' | 'other' | 'plain';

/** How we know: comments on both sides, on one, the common object, a guess; an access that goes around; or a comment that leads nowhere. */
export type Tie = 'both' | 'one' | 'object' | 'inferred' | 'plain' | 'stale';

export interface GraphEdge {
  /** The publishing side, where there is one. */
  readonly from: string;
  /** Null where the comment leads nowhere. */
  readonly to: string | null;
  readonly tie: Tie;
  /** What the comments say, each once; for `stale`, what they name and nobody has. */
  readonly words: readonly string[];
}

/** Lines by a common object, from one operation. */
const MOST_BY_OBJECT = 6;
const MOST_GUESSES = 2;

/** The graph of the pairs with a side in these files. */
export function fileGraph(view: View, files: readonly FileFacts[]): PairGraph {
  const builder = new Builder(view, false);
  for (const facts of files) {
    for (const claim of [...view.pairs.claimsIn(facts.file), ...view.pairs.pointingInto(facts)])
      builder.addClaim(claim);
    for (const site of facts.sites) if (isExplicit(site.primitive)) builder.addOthers({ facts, site }, MOST_BY_OBJECT);
  }
  builder.addPlain(({ access }) => access.mode === 'read' && access.use?.dereferenced === true);
  return builder.graph();
}

/** The graph of everything that touches an object. `key` is its key in the snapshot. */
export function objectGraph(view: View, key: string): PairGraph {
  const builder = new Builder(view, true);
  for (const ref of view.snapshot.uses(key).sites) {
    builder.addSite(ref);
    for (const claim of [...view.pairs.claimsAt(ref.facts, ref.site), ...view.pairs.pointingAt(ref.facts, ref.site)]) {
      builder.addClaim(claim);
    }
    builder.addOthers(ref, Number.POSITIVE_INFINITY);
  }
  builder.addPlain(({ access }) => access.mode !== 'address', key);
  return builder.graph();
}

/** The keys of the objects that people mean by a name: a key, all of the object's name, or its end. */
export function objectsCalled(snapshot: Snapshot, name: string): string[] {
  const keys = [...snapshot.keys(SITES)];
  if (keys.includes(name)) return [name];
  const exact = keys.filter((key) => identityOf(key) === name || identityOf(key) === `struct ${name}`);
  return (exact.length > 0 ? exact : keys.filter((key) => key.endsWith(`::${name}`))).sort();
}

interface Node {
  readonly facts: FileFacts;
  readonly at: number;
  readonly fn: number;
  readonly what: string;
  readonly object: string;
  readonly family: Family;
  readonly kind: string;
  /** Whether it stands on the publishing side. */
  readonly publishes: boolean;
  readonly observes: boolean;
}

interface Line {
  readonly from: Node;
  readonly to: Node | null;
  readonly tie: Tie;
  readonly words: ReadonlySet<string>;
  /** Sides whose comments say so. */
  readonly sayers: ReadonlySet<Node>;
}

class Builder {
  private readonly nodes = new Map<string, Node>();
  private readonly lines = new Map<string, Line>();
  /** The objects of sides that order something, with those that publish them. */
  private readonly objects = new Map<string, SiteRef[]>();
  private left = 0;

  constructor(
    private readonly view: View,
    /** Whether what no line leads to is shown, too. */
    private readonly keepsLoose: boolean,
  ) {}

  addSite(ref: SiteRef): Node {
    this.note(ref);
    return this.node(siteNode(ref));
  }

  addClaim(claim: ResolvedClaim): void {
    if (!isPairing(claim)) return;
    const { facts, anchor, missing, status } = claim;
    const own = anchor ? this.addSite({ facts, site: anchor }) : null;
    if (own) for (const target of toldSides(claim)) this.connect(own, this.target(target), 'one', claim.claim.text);
    if (status !== 'stale-function' && status !== 'stale-barrier') return;
    for (const one of missing) this.connect(own ?? this.node(commentNode(claim)), null, 'stale', inWords(one));
  }

  /** The other sides by object, `most` of them, and where there are none, by a guess. */
  addOthers(ref: SiteRef, most: number): void {
    const sides = otherSides(this.view.pairs, ref).filter(
      ({ site, by }) => site && (by === 'object' || by === 'inferred'),
    );
    const shown = sides.slice(0, sides[0]?.by === 'inferred' ? MOST_GUESSES : most);
    this.left += sides.length - shown.length;
    for (const { spot, site, by } of shown) {
      this.connect(
        this.addSite(ref),
        this.addSite({ facts: spot.facts, site: site! }),
        by as 'object' | 'inferred',
        '',
      );
    }
  }

  /** Plain accesses to objects that others publish, without a lock, in functions that never access them in order. */
  addPlain(isShown: (ref: AccessRef) => boolean, ...more: readonly string[]): void {
    for (const key of new Set([...this.objects.keys(), ...more])) {
      const { sites, accesses } = this.view.snapshot.uses(key);
      const isOrdered = ({ facts, access }: AccessRef) =>
        sites.some((ref) => ref.facts === facts && ref.site.fn === access.fn);
      for (const ref of accesses) {
        if (ref.access.locked || ref.access.private || isOrdered(ref) || !isShown(ref)) continue;
        const node = this.node(accessNode(ref));
        for (const other of this.objects.get(key) ?? []) this.connect(this.addSite(other), node, 'plain', '');
      }
    }
  }

  graph(): PairGraph {
    const connected = new Set([...this.lines.values()].flatMap(({ from, to }) => (to ? [from, to] : [from])));
    const isShown = (node: Node) => this.keepsLoose || connected.has(node);
    const nodes = [...this.nodes.values()].filter(isShown).sort(byPlace);
    const ids = new Map(nodes.map((node, i) => [node, `s${i}`]));
    const functions: (Omit<GraphFunction, 'sites'> & { fn: number; sites: GraphSite[] })[] = [];
    for (const node of nodes) {
      const { file } = node.facts;
      const last = functions.at(-1);
      const line = (at: number) => this.view.source(node.facts).line(at);
      const isSame = last?.file === file && last.fn === node.fn;
      const { name = '', at = node.at } = node.facts.functions[node.fn] ?? {};
      const group = isSame ? last : { file, fn: node.fn, name, line: line(at), sites: [] };
      if (!isSame) functions.push(group);
      const { what, object, family, kind } = node;
      group.sites.push({ id: ids.get(node)!, what, object, line: line(node.at), family, kind });
    }
    const places = new Map(nodes.map((node, i) => [node, i]));
    const order = (node: Node | null) => (node ? places.get(node)! : nodes.length);
    const edges = [...this.lines.values()]
      .sort((a, b) => order(a.from) - order(b.from) || order(a.to) - order(b.to) || (key(a) < key(b) ? -1 : 1))
      .map(({ from, to, tie, words }) => ({
        from: ids.get(from)!,
        to: to && ids.get(to)!,
        tie,
        words: [...words].sort(),
      }));
    return { functions: functions.map(({ fn: _, ...one }) => one), edges, left: this.left };
  }

  /** Comments on both sides make the line a firm one. */
  private connect(one: Node, other: Node | null, tie: Tie, words: string): void {
    if (one === other) return;
    const [from, to] = other && comesFirst(other, one) ? [other, one] : [one, other];
    const said = { words: words === '' ? [] : [words], sayers: tie === 'one' ? [one] : [] };
    const fresh: Line = { from, to, tie, words: new Set(said.words), sayers: new Set(said.sayers) };
    const known = this.lines.get(key(fresh)) ?? fresh;
    const sayers = new Set([...known.sayers, ...said.sayers]);
    const firmer = FIRMNESS.indexOf(tie) < FIRMNESS.indexOf(known.tie) ? tie : known.tie;
    const line: Line = {
      ...known,
      tie: sayers.size > 1 ? 'both' : firmer,
      words: new Set([...known.words, ...said.words]),
      sayers,
    };
    this.lines.set(key(fresh), line);
  }

  private target(target: Target): Node {
    return target.site ? this.addSite({ facts: target.facts, site: target.site }) : this.node(targetNode(target));
  }

  private node(node: Node): Node {
    const id = `${node.facts.file}\0${node.at}`;
    const known = this.nodes.get(id);
    if (!known) this.nodes.set(id, node);
    return known ?? node;
  }

  private note(ref: SiteRef): void {
    const role = roleOf(ref.site.kind);
    if (!role.release || role.access === null) return;
    const key = this.view.snapshot.objectKey(ref.facts, ref.site.object);
    if (key === null) return;
    const known = this.objects.get(key) ?? [];
    if (!known.some(({ site }) => site === ref.site)) this.objects.set(key, [...known, ref]);
  }
}

const FIRMNESS: readonly Tie[] = ['both', 'one', 'object', 'inferred', 'plain', 'stale'];

function key({ from, to, words, tie }: Pick<Line, 'from' | 'to' | 'words' | 'tie'>): string {
  const end = to ? `${to.facts.file}\0${to.at}` : `${tie}\0${[...words].join('\0')}`;
  return `${from.facts.file}\0${from.at}\0${end}`;
}

/** Who publishes comes first, who observes second; else the order of the code. */
function comesFirst(a: Node, b: Node): boolean {
  const lead = (node: Node) => Number(node.publishes) - Number(node.observes);
  return lead(a) !== lead(b) ? lead(a) > lead(b) : byPlace(a, b) < 0;
}

function byPlace(a: Pick<Node, 'facts' | 'at'>, b: Pick<Node, 'facts' | 'at'>): number {
  if (a.facts.file !== b.facts.file) return a.facts.file < b.facts.file ? -1 : 1;
  return a.at - b.at;
}

function siteNode({ facts, site }: SiteRef): Node {
  const { release, acquire } = roleOf(site.kind);
  return {
    facts,
    at: site.at,
    fn: site.fn,
    what: `${site.primitive}()`,
    object: site.object?.text ?? '',
    family: familyOf(site),
    kind: kindInWords(site.kind),
    publishes: release,
    observes: acquire || site.kind === 'load-relaxed',
  };
}

function accessNode({ facts, access }: AccessRef): Node {
  const kind = { read: 'plain load', write: 'plain store', update: 'plain update', address: 'address taken' }[
    access.mode
  ];
  const { at, fn, object } = access;
  return { facts, at, fn, what: object.text, object: '', family: 'plain', kind, publishes: false, observes: true };
}

/** A call or a definition that stands for the operation. */
function targetNode({ facts, at, primitive }: Target): Node {
  const fn = facts.functions.findIndex((one) => one.at === at || (one.body.start <= at && at < one.body.end));
  const what = /^\w+$/.test(primitive) ? `${primitive}()` : primitive;
  const kind = 'named by a comment';
  return { facts, at, fn, what, object: '', family: 'other', kind, publishes: false, observes: false };
}

function commentNode({ facts, comment, claim }: ResolvedClaim): Node {
  const shared = { what: 'comment', object: '', family: 'other', kind: 'comment without an operation' } as const;
  return { facts, at: claim.verbSpan.start, fn: comment.fn, ...shared, publishes: false, observes: false };
}

function inWords({ kind, name, function: place }: Missing): string {
  const where = place?.facts.functions[place.fn]?.name;
  if (kind === 'function') return `${name}()`;
  return where === undefined ? name : `${name} in ${where}()`;
}

function familyOf({ kind }: Site): Family {
  return FAMILIES[kind] ?? 'other';
}

const FAMILIES: Readonly<Partial<Record<Kind, Family>>> = {
  release: 'release',
  publish: 'release',
  write: 'release',
  'rmw-release': 'release',
  unlock: 'release',
  'seq-write-begin': 'release',
  'seq-write-end': 'release',
  acquire: 'acquire',
  read: 'acquire',
  'control-acquire': 'acquire',
  'rmw-acquire': 'acquire',
  lock: 'acquire',
  'seq-read-begin': 'acquire',
  'seq-read-retry': 'acquire',
  full: 'full',
  'before-atomic': 'full',
  'after-atomic': 'full',
  'rmw-full': 'full',
  'rmw-conditional-full': 'full',
  sleep: 'full',
  wake: 'full',
  'rcu-gp': 'full',
  'dependency-load': 'dependency',
  'load-relaxed': 'dependency',
};
