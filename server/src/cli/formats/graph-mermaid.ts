/** `graph --format mermaid`: for Markdown that GitHub, GitLab and others draw. */
import type { Family, GraphEdge, GraphSite, Tie } from '../../features/graph.ts';
import { functionTitle } from '../graph/words.ts';
import type { GraphFormat } from './graph-formats.ts';

export const graphMermaid: GraphFormat = ({ title, graph }) => {
  const lines = ['---', `title: ${JSON.stringify(title)}`, '---', 'flowchart LR'];
  const files = [...new Set(graph.functions.map(({ file }) => file))];
  files.forEach((file, i) => {
    lines.push(`  subgraph file${i}["${text(file)}"]`);
    for (const fn of graph.functions) {
      if (fn.file === file) lines.push(...fn.sites.map((site) => `    ${siteLine(functionTitle(fn), site)}`));
    }
    // Whatever the page around it looks like.
    lines.push('  end', `  style file${i} fill:none,stroke:#8d97a3,stroke-width:1px`);
  });
  const sites = new Map(graph.functions.flatMap((fn) => fn.sites.map((site) => [site.id, site])));
  graph.edges.forEach((edge, i) => {
    const end = edge.to ?? `d${i}`;
    if (edge.to === null) lines.push(`  ${end}["✕ ${text(edge.words.join(', '))}"]:::plain`);
    lines.push(`  ${edge.from} ${ARROWS[edge.tie]} ${end}`);
  });
  lines.push(...graph.edges.map((edge, i) => `  linkStyle ${i} ${style(edge, sites.get(edge.from)!)}`));
  for (const [family, colour] of Object.entries(COLOURS)) {
    lines.push(
      `  classDef ${family} stroke:${colour},stroke-width:${family === 'plain' ? '2px,fill:#ffefee,color:#1c2329' : '2px'}`,
    );
  }
  return `${lines.join('\n')}\n`;
};

/** Functions have no frame of their own: frames within frames keep Mermaid from putting things side by side. */
function siteLine(fn: string, { id, what, object, line, family }: GraphSite): string {
  const operation = `${what}${object === '' ? '' : ` ${object}`}`;
  return `${id}["<b>${text(fn)}</b><br/>${text(operation)}<br/><i>line ${line}</i>"]:::${family}`;
}

/** A line of Mermaid is thick, plain or dotted; how many dots it has makes no difference. */
const ARROWS: Readonly<Record<Tie, string>> = {
  both: '===',
  one: '---',
  object: '-.-',
  inferred: '-.-',
  plain: '-.-',
  stale: '-.-x',
};

function style({ tie }: GraphEdge, from: GraphSite): string {
  const colour = COLOURS[tie === 'plain' || tie === 'stale' ? 'plain' : from.family];
  return `stroke:${colour}${tie === 'one' ? ',stroke-dasharray:7 4' : ''}`;
}

const COLOURS: Readonly<Record<Family, string>> = {
  release: '#2563eb',
  acquire: '#0b8468',
  full: '#8b3fd6',
  dependency: '#b45f06',
  other: '#66707b',
  plain: '#d1242f',
};

/** As Mermaid takes it within quotes, where it reads HTML. */
function text(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('#', '&#35;');
}
