/** Puts a graph of pairs together: each operation once, each line as firm as what is known of it, in order of the code. */
import type { AccessRef, SiteRef } from '../index/snapshot.ts';
import type { Missing, ResolvedClaim, Target } from '../model/pair.ts';
import { roleOf } from '../primitives/roles.ts';
import { accessNode, type Column, commentNode, type Family, type Node, siteNode, targetNode } from './graph-nodes.ts';
import { isPairing, otherSides } from './sides.ts';
import { toldSides } from './told.ts';
import type { Spot, View } from './view.ts';

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
  /** Of the two columns that people draw pairs in, the one it belongs to. */
  readonly column: Column;
  readonly spot: Spot;
  /** What it is; null for a comment, and for a name that stands for the operation. */
  readonly of: SiteRef | AccessRef | null;
}

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

/** Guesses from one operation. */
const MOST_GUESSES = 2;

interface Line {
  readonly from: Node;
  readonly to: Node | null;
  readonly tie: Tie;
  readonly words: ReadonlySet<string>;
  /** Sides whose comments say so. */
  readonly sayers: ReadonlySet<Node>;
}

/** Takes operations, comments and accesses, and makes a graph of them. */
export class GraphBuilder {
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
    const columns = this.columnsOf(nodes);
    const functions: (Omit<GraphFunction, 'sites'> & { fn: number; sites: GraphSite[] })[] = [];
    for (const node of nodes) {
      const { file } = node.facts;
      const last = functions.at(-1);
      const line = (at: number) => this.view.source(node.facts).line(at);
      const isSame = last?.file === file && last.fn === node.fn;
      const { name = '', at = node.at } = node.facts.functions[node.fn] ?? {};
      const group = isSame ? last : { file, fn: node.fn, name, line: line(at), sites: [] };
      if (!isSame) functions.push(group);
      const { what, object, family, kind, spot, of } = node;
      const column = columns.get(node)!;
      group.sites.push({ id: ids.get(node)!, what, object, line: line(node.at), family, kind, column, spot, of });
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

  /** What may be on either side is opposite of whom it is connected with, as far as that is known by then. */
  private columnsOf(nodes: readonly Node[]): ReadonlyMap<Node, Column> {
    const columns = new Map<Node, Column>();
    for (const node of nodes) if (node.column) columns.set(node, node.column);
    const others = new Map<Node, Node[]>();
    for (const { from, to } of this.lines.values()) {
      if (!to) continue;
      others.set(from, [...(others.get(from) ?? []), to]);
      others.set(to, [...(others.get(to) ?? []), from]);
    }
    for (const node of nodes) {
      if (columns.has(node)) continue;
      const isOpposed = (others.get(node) ?? []).some((other) => columns.get(other) === 'stores');
      columns.set(node, isOpposed ? 'loads' : 'stores');
    }
    return columns;
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

function inWords({ kind, name, function: place }: Missing): string {
  const where = place?.facts.functions[place.fn]?.name;
  if (kind === 'function') return `${name}()`;
  return where === undefined ? name : `${name} in ${where}()`;
}
