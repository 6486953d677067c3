/** The formats of `graph` by name. */
import type { PairGraph } from '../../features/graph.ts';
import { graphDot } from './graph-dot.ts';
import { graphHtml } from './graph-html.ts';
import { graphMermaid } from './graph-mermaid.ts';
import { graphSvg } from './graph-svg.ts';

export interface NamedGraph {
  /** What it is of: a path or an object. */
  readonly title: string;
  readonly graph: PairGraph;
}

/** The whole text, the same for the same graph. */
export type GraphFormat = (named: NamedGraph) => string;

export interface GraphFormatEntry {
  readonly print: GraphFormat;
  /** More functions than this are no picture any more. */
  readonly most: number;
}

/** The first is the default. Mermaid's own limit is 500 lines; dot lays out what it is given, if one waits. */
export const graphFormats: ReadonlyMap<string, GraphFormatEntry> = new Map([
  ['svg', { print: graphSvg, most: 400 }],
  ['html', { print: graphHtml, most: 400 }],
  ['dot', { print: graphDot, most: Number.POSITIVE_INFINITY }],
  ['mermaid', { print: graphMermaid, most: 200 }],
]);
