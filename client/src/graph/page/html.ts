/** The pair graph as HTML: two columns of buttons, room for the lines between them, and all of it once more as text. */
import type { GraphEdge, GraphResult, GraphSite } from '../../../../server/src/lsp/messages.ts';

/** All that is in the page. Everything that comes from code is escaped. */
export function graphHtml(graph: GraphResult): string {
  const { title, sites, edges } = graph;
  return `
<header>
  <h1>${escaped(title)}</h1>
  <p id="summary">${escaped(summaryOf(graph))}</p>
</header>
<div class="diagram" role="group" aria-label="Diagram">
  <svg class="lines" aria-hidden="true"></svg>
  ${columnHtml('stores', 'Stores', sites)}
  ${columnHtml('loads', 'Loads', sites)}
</div>
<section aria-labelledby="pairs">
  <h2 id="pairs">Pairs</h2>
  ${edges.length === 0 ? '<p>No two of these are known to belong together.</p>' : listHtml(graph)}
</section>
${legendHtml(edges)}`;
}

/** In place of a graph, where there is none. */
export function sentenceHtml(sentence: string): string {
  return `<p role="status">${escaped(sentence)}</p>`;
}

/** "2 stores, 3 loads, 4 lines between them." */
export function summaryOf({ sites, edges, left }: GraphResult): string {
  const stores = sites.filter(({ column }) => column === 'stores').length;
  const parts = [
    count(stores, 'site that stores', 'sites that store'),
    count(sites.length - stores, 'site that loads', 'sites that load'),
    count(edges.length, 'line between them', 'lines between them'),
  ];
  return `${parts.join(', ')}.${left > 0 ? ` ${left} more are not shown.` : ''}`;
}

/** A pair as a sentence: who pairs with whom, and how that is known. */
export function edgeWords(edge: GraphEdge, sites: ReadonlyMap<string, GraphSite>): string {
  const from = siteName(sites.get(edge.from)!);
  if (edge.to === null) return `${from} names ${edge.words.join(', ')}, which is not there.`;
  const to = siteName(sites.get(edge.to)!);
  if (edge.tie === 'plain') return `${to} goes around ${from}: it ${TIES.plain}.`;
  return `${from} with ${to}: ${TIES[edge.tie]}.`;
}

function columnHtml(column: GraphSite['column'], heading: string, sites: readonly GraphSite[]): string {
  const items = sites.filter((site) => site.column === column).map((site) => `<li>${siteHtml(site)}</li>`);
  const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : '<p>None.</p>';
  return `<section class="column" aria-labelledby="${column}"><h2 id="${column}">${heading}</h2>${list}</section>`;
}

function siteHtml(site: GraphSite): string {
  const { id, what, object, kind, isPlain, file } = site;
  const where = site.function === '' ? '' : `<span class="function">${escaped(site.function)}()</span> `;
  return `<button type="button" class="site${isPlain ? ' plain' : ''}" id="${id}" data-column="${site.column}" title="${escaped(file)}">
<span class="what">${escaped(what)}</span> ${object === '' ? '' : `<span class="object">${escaped(object)}</span> `}
<span class="where">${where}<span class="place">${escaped(placeOf(site))}</span></span>
<span class="kind">${escaped(kind)}</span></button>`;
}

function listHtml({ sites, edges }: GraphResult): string {
  const known = new Map(sites.map((site) => [site.id, site]));
  const items = edges.map((edge, i) => {
    const comments = edge.to === null ? [] : edge.words;
    const said = comments.map((words) => ` <q>${escaped(words)}</q>`).join('');
    const verdict = edge.verdict ? ` <strong>${escaped(edge.verdict.words)}</strong>` : '';
    return `<li id="edge${i}">${escaped(edgeWords(edge, known))}${verdict}${said}</li>`;
  });
  return `<ol>${items.join('')}</ol>`;
}

function legendHtml(edges: readonly GraphEdge[]): string {
  const ties = (Object.keys(TIES) as GraphEdge['tie'][]).filter((tie) => edges.some((edge) => edge.tie === tie));
  if (ties.length === 0) return '';
  const items = ties.map(
    (tie) =>
      `<li><svg class="sample" width="36" height="10" aria-hidden="true"><path class="line ${tie}" d="M0 5H36"/></svg>${escaped(TIES[tie])}</li>`,
  );
  return `<section aria-labelledby="legend"><h2 id="legend">Lines</h2><ul class="legend">${items.join('')}</ul></section>`;
}

const TIES: Readonly<Record<GraphEdge['tie'], string>> = {
  both: 'comments on both sides say so',
  one: 'a comment on one side says so',
  object: 'by the common object',
  inferred: 'a guess, by the objects around them',
  plain: 'accesses the object without a primitive',
  stale: 'the comment leads nowhere',
};

/** "smp_wmb() in publish() (box.c:12)" */
function siteName(site: GraphSite): string {
  const where = site.function === '' ? '' : ` in ${site.function}()`;
  return `${site.what}${where} (${placeOf(site)})`;
}

/** "box.c:12" */
function placeOf({ file, location }: GraphSite): string {
  return `${file.slice(file.lastIndexOf('/') + 1)}:${location.range.start.line + 1}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => signs[sign]!);
}
