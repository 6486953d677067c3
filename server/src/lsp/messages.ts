/**
 * The messages that go beyond the protocol: types and nothing else, for the server and for clients. What each means, and
 * how a client asks for it, is in docs/lsp-extensions.md.
 */
import type { Location, Position, Range, TextDocumentPositionParams } from 'vscode-languageserver/node';

/** `barrier-ls/status`, a notification from the server. */
export interface Status {
  /** `stopped`: by the user, who cancelled the progress, before everything was read. */
  readonly state: 'reading' | 'ready' | 'stopped';
  /** URI of the root of the project: the folder, or the tree that it is a part of. */
  readonly root: string;
  /** Files with facts about ordering in them. These three are 0 until the state is `ready`. */
  readonly files: number;
  /** Uses of ordering primitives. */
  readonly sites: number;
  /** Pairing comments that lead to another side. */
  readonly pairs: number;
}

/** `barrier-ls/litmus`, a request from the client: the litmus tests of the pairs at a place. */
export type LitmusParams = TextDocumentPositionParams;

export interface LitmusResult {
  /** Empty where nothing at the place is a side of a pair that a test can be written of. */
  readonly tests: readonly LitmusTestAt[];
}

export interface LitmusTestAt {
  /** As after `C` in the first line of the test. */
  readonly name: string;
  /** `MP`, `SB`, `LB`, `S`, `R`, `2+2W` … */
  readonly shape: string;
  /** In a few words: `MP · forbidden by the LKMM`. */
  readonly verdict: string;
  /** The test in herd's C dialect. */
  readonly text: string;
  /** The weakest primitives that forbid the outcome; null where none do, or that can't be told. */
  readonly suffices: {
    /** "smp_load_acquire() at reader(), line 12" */
    readonly words: string;
    readonly name: string;
    /** The test with them in it. */
    readonly text: string;
  } | null;
}

/** Of the command `barrier-ls.openLitmus`: a document, a position in it and, where there are several tests, which one. */
export type OpenLitmusArguments = readonly [uri: string, position: Position, which?: WhichLitmus];

export interface WhichLitmus {
  /** Of a test of the place; the first of them without it. */
  readonly name?: string;
  /** With what would suffice in it. */
  readonly suffices?: boolean;
}

/** `barrier-ls/changed`, a notification from the server: answers to the requests below may be others by now. */
export type Changed = Record<string, never>;

/** `barrier-ls/pairs`, a request from the client: one level of the tree of pairs. */
export interface PairsParams {
  readonly by: 'object' | 'file';
  /** The item whose children are asked for; the top of the tree without it. */
  readonly parent?: string;
  /** Words, all of which the object, the file, the function or the primitive of a site must have. */
  readonly filter?: string;
  /** `open`: only what open files have a part in. */
  readonly scope?: 'workspace' | 'open';
  /** How many items to leave out at the beginning, and how many to give at most: 0 and 100 unless told. */
  readonly from?: number;
  readonly limit?: number;
}

export interface PairsResult {
  /** `reading`: something of the workspace is still to be read, and not there yet. */
  readonly state: 'reading' | 'ready';
  readonly items: readonly PairsItem[];
  /** Of the whole level. */
  readonly total: number;
}

export type PairsItem = PairsGroup | PairsSite;

export interface PairsGroup {
  /** Stays the same while the text around changes. An object's and a site's is a `subject` for the requests below. */
  readonly id: string;
  readonly kind: 'object' | 'file';
  /** `struct tag::field`, `::global`, or a path; '' for the sites whose object is not known. */
  readonly name: string;
  /** Of a file. */
  readonly uri?: string;
  /** Of a static variable: the file that it is in, relative to the root. */
  readonly file?: string;
  readonly sites: number;
  /** Sites that somebody should look for the other side of. */
  readonly unpaired: number;
  /** Sites without a comment that says what they pair with. */
  readonly undocumented: number;
  readonly findings: number;
}

export interface PairsSite {
  readonly id: string;
  readonly kind: 'site' | 'side';
  readonly primitive: string;
  /** As written; '' for a fence. */
  readonly object: string;
  /** '' outside of functions. */
  readonly function: string;
  /** Relative to the root. */
  readonly file: string;
  /** Of the primitive's name. */
  readonly location: Location;
  readonly access: 'store' | 'load' | 'update' | 'fence';
  /** `lost`: its comment leads nowhere. `alone`: nobody was found for the other side. `unknown`: nothing tells. */
  readonly state: 'lost' | 'alone' | 'paired' | 'unknown';
  readonly documented: boolean;
  /** How many other sides it has: its children. Of a `side` 0. */
  readonly sides: number;
  /** Messages of the findings about it. */
  readonly findings: readonly string[];
  /** Of a `side`: how it is known. */
  readonly by?: 'comment' | 'their-comment' | 'object' | 'inferred';
}

/** What a request is about: an id that was given before, or a place. With both, the place is for where the id is gone. */
export interface SubjectParams extends Partial<TextDocumentPositionParams> {
  readonly subject?: string;
}

/** `barrier-ls/graph`, a request from the client: who belongs together with a site, or with an object. */
export type GraphParams = SubjectParams;

export interface GraphResult {
  /** What to ask about for the same graph after a change. */
  readonly subject: string;
  /** `struct tag::field`, `::global`, "smp_wmb() in publish()". */
  readonly title: string;
  readonly sites: readonly GraphSite[];
  readonly edges: readonly GraphEdge[];
  /** Sites and lines that are left out, of objects that many touch. */
  readonly left: number;
}

export interface GraphSite {
  /** In this graph. */
  readonly id: string;
  readonly column: 'stores' | 'loads';
  /** "smp_store_release()", or the expression of a plain access. */
  readonly what: string;
  /** As written; '' for a fence. */
  readonly object: string;
  /** "release store" */
  readonly kind: string;
  readonly isPlain: boolean;
  readonly function: string;
  readonly file: string;
  readonly location: Location;
}

export interface GraphEdge {
  readonly from: string;
  /** Null where a comment leads nowhere. */
  readonly to: string | null;
  /** Comments on both sides, on one, the common object, a guess; an access that goes around; a comment that leads nowhere. */
  readonly tie: 'both' | 'one' | 'object' | 'inferred' | 'plain' | 'stale';
  /** What the comments say. */
  readonly words: readonly string[];
  readonly verdict: { readonly isForbidden: boolean; readonly words: string } | null;
}

/** `barrier-ls/sides`, a request from the client: both sides of the pairs at a place. */
export type SidesParams = SubjectParams;

export interface SidesResult {
  readonly pairs: readonly SidesPair[];
}

export interface SidesPair {
  readonly one: OrderedSide;
  readonly other: OrderedSide;
  readonly by: 'comment' | 'their-comment' | 'object' | 'inferred';
  /** Why the two work together; '' where that can't be told. */
  readonly why: string;
  /** `MP · forbidden by the LKMM` */
  readonly verdict: string | null;
}

export interface OrderedSide {
  readonly primitive: string;
  readonly function: string;
  readonly file: string;
  /** The whole call. */
  readonly location: Location;
  /** What it keeps before what is in `after`. */
  readonly before: readonly OrderedAccess[];
  readonly after: readonly OrderedAccess[];
}

export interface OrderedAccess {
  readonly range: Range;
  readonly object: string;
  readonly does: 'load' | 'store' | 'update';
  /** The other side orders an access to the same object. */
  readonly shared: boolean;
}
