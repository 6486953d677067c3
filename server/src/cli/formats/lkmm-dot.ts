/** `lkmm --dot`: an execution for Graphviz. A process is a cluster, its events one below the other. */
import type { ExecutionGraph, LinkKind } from '../graph/execution.ts';

export function executionDot({ title, words, columns, links }: ExecutionGraph): string {
  const lines = [
    `digraph ${quoted(title)} {`,
    `  graph [fontname="sans-serif", label=${quoted(`${title}\n${words}`)}, labelloc=t, nodesep=0.6, ranksep=0.45];`,
    '  node [shape=box, style="rounded,filled", fillcolor=white, color="#c8d0d9", fontname="monospace", fontsize=11];',
    '  edge [fontname="monospace", fontsize=10, penwidth=1.4];',
  ];
  columns.forEach((nodes, process) => {
    lines.push(
      `  subgraph cluster_${process} {`,
      `    label="P${process}"; style="rounded,filled"; color="#dfe4ea"; fillcolor="#f5f7fa";`,
    );
    for (const { event, code, effect } of nodes) {
      const look = effect === '' ? ', color="#f5f7fa", fillcolor="#f5f7fa"' : '';
      lines.push(`    e${event} [label=${quoted(effect === '' ? code : `${code}\n${effect}`)}${look}];`);
    }
    lines.push('  }');
  });
  for (const nodes of columns) {
    nodes.slice(1).forEach(({ event }, i) => {
      lines.push(`  e${nodes[i]!.event} -> e${event} [color="#919ba6", weight=100];`);
    });
  }
  for (const { from, to, kind, label, isCycle } of links) {
    const colour = COLOURS[kind];
    const weight = isCycle ? ', penwidth=2.8' : '';
    lines.push(
      `  e${from} -> e${to} [label=${quoted(label)}, color="${colour}", fontcolor="${colour}", constraint=false${weight}];`,
    );
  }
  return `${lines.join('\n')}\n}\n`;
}

const COLOURS: Readonly<Record<LinkKind, string>> = {
  rf: '#0b8468',
  co: '#2563eb',
  fr: '#b45f06',
  order: '#8b3fd6',
};

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
