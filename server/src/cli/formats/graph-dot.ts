/** `graph --format dot`: for Graphviz. A function is a table of its operations, in a cluster for its file. */
import type { Family, GraphFunction, Tie } from '../../features/graph.ts';
import { edgeTip, functionTitle, placesIn, siteTip } from '../graph/words.ts';
import type { GraphFormat } from './graph-formats.ts';
import { escaped } from './xml.ts';

export const graphDot: GraphFormat = ({ title, graph }) => {
  const places = placesIn(graph);
  const owner = new Map(graph.functions.flatMap((fn, i) => fn.sites.map((site) => [site.id, { node: `f${i}`, site }])));
  const files = [...new Set(graph.functions.map(({ file }) => file))];
  const lines = [
    `digraph ${quoted(title)} {`,
    '  graph [rankdir=LR, ranksep=1.2, fontname="sans-serif", label=' + quoted(title) + ', labelloc=t];',
    '  node [shape=plain, fontname="monospace", fontsize=11];',
    '  edge [dir=none, penwidth=1.6];',
  ];
  files.forEach((file, i) => {
    lines.push(
      `  subgraph cluster_${i} {`,
      `    label=${quoted(file)}; style="rounded,filled"; color="#dfe4ea"; fillcolor="#f5f7fa";`,
    );
    graph.functions.forEach((fn, j) => {
      if (fn.file === file) lines.push(`    f${j} [label=<${table(fn)}>];`);
    });
    lines.push('  }');
  });
  graph.edges.forEach((edge, i) => {
    const from = owner.get(edge.from)!;
    const tip = `tooltip=${quoted(edgeTip(places, edge))}`;
    const isWarning = edge.tie === 'plain' || edge.tie === 'stale';
    const colour = COLOURS[isWarning ? 'plain' : from.site.family];
    const look = `style=${STYLES[edge.tie]}, color="${colour}", ${tip}`;
    if (edge.to === null) {
      lines.push(`  d${i} [shape=plaintext, fontcolor="${colour}", label=${quoted(`✕ ${edge.words.join(', ')}`)}];`);
      lines.push(`  ${from.node}:${edge.from} -> d${i} [${look}];`);
    } else {
      lines.push(`  ${from.node}:${edge.from} -> ${owner.get(edge.to)!.node}:${edge.to} [${look}];`);
    }
  });
  return `${lines.join('\n')}\n}\n`;
};

function table(fn: GraphFunction): string {
  const rows = fn.sites.map((site) => {
    const object = site.object === '' ? '' : ` ${escaped(site.object)}`;
    const shade = site.family === 'plain' ? ' BGCOLOR="#ffefee"' : '';
    return (
      `<TR><TD PORT="${site.id}" ALIGN="LEFT"${shade} TOOLTIP="${escaped(siteTip(fn, site))}" HREF="#">` +
      `<FONT COLOR="${COLOURS[site.family]}">${escaped(site.what)}</FONT>${object}  <FONT COLOR="#69737e">${site.line}</FONT></TD></TR>`
    );
  });
  return `<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="2" STYLE="ROUNDED" BGCOLOR="white" COLOR="#c8d0d9"><TR><TD ALIGN="LEFT"><B>${escaped(functionTitle(fn))}</B></TD></TR><HR/>${rows.join('')}</TABLE>`;
}

const COLOURS: Readonly<Record<Family, string>> = {
  release: '#2563eb',
  acquire: '#0b8468',
  full: '#8b3fd6',
  dependency: '#b45f06',
  other: '#66707b',
  plain: '#d1242f',
};

const STYLES: Readonly<Record<Tie, string>> = {
  both: 'solid',
  one: 'dashed',
  object: 'dotted',
  inferred: 'dotted',
  plain: 'dotted',
  stale: 'dashed',
};

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
