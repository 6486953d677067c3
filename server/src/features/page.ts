/**
 * A page to read in an editor's pop-up or a terminal: blocks of words, links and code, without any markup. What can be
 * shown depends on the client, so that a renderer per form makes text of it.
 */

import type { Spot } from './view.ts';

export interface Page {
  readonly blocks: readonly Block[];
}

export type Block =
  /** The first words name the thing. */
  | { readonly kind: 'title'; readonly text: Words }
  | { readonly kind: 'text'; readonly text: Words }
  | { readonly kind: 'list'; readonly items: readonly Words[] }
  | { readonly kind: 'code'; readonly spot: Spot; readonly lines: readonly CodeLine[] }
  /** Columns of text, as they are. */
  | { readonly kind: 'picture'; readonly lines: readonly string[] }
  | { readonly kind: 'rule' };

/** A line of C without the indentation that all lines of its block have. */
export interface CodeLine {
  /** 1-based, or null for a line that stands for those left out. */
  readonly line: number | null;
  readonly text: string;
}

export type Words = readonly Inline[];

export type Inline = string | { readonly code: string } | SpotLink | PathLink;

export interface SpotLink {
  readonly spot: Spot;
  readonly label: string;
}

/** A link to a document of the tree. */
export interface PathLink {
  readonly path: string;
  readonly label: string;
}

/** Where a link leads, or undefined when the client can't follow it: then its label is mere text. */
export type LinkOf = (to: Spot | string) => string | undefined;

export function text(...words: Words): Block {
  return { kind: 'text', text: words };
}

/** Parts one after the other, with something between them. */
export function joined(parts: readonly Words[], separator: string): Inline[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [separator, ...part]));
}
