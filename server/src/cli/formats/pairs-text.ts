/**
 * `pairs` for people: file by file, each comment with the operation it stands at and an arrow to each operation it
 * names, all with their lines of code.
 */
import type { ResolvedClaim, Target } from '../../model/pair.ts';
import { codeAt } from '../excerpt.ts';
import type { Paint } from '../paint.ts';
import { countStatuses, plural } from '../summary.ts';
import type { Workspace } from '../workspace.ts';

export function pairsText(workspace: Workspace, paint: Paint, claims: readonly ResolvedClaim[]): string {
  const blocks: string[] = [];
  let file = '';
  for (const one of claims) {
    if (one.facts.file !== file) {
      file = one.facts.file;
      blocks.push(`${paint.bold(workspace.display(file))}\n`);
    }
    blocks.push(`${claimText(workspace, paint, one).join('\n')}\n`);
  }
  return blocks.map((block) => `${block}\n`).join('');
}

/** "3 pairing comments in 2 files: 2 resolved, 1 stale-function." */
export function pairsSummaryText(claims: readonly ResolvedClaim[], seconds: number): string {
  const files = new Set(claims.map((one) => one.facts.file)).size;
  const statuses = countStatuses(claims).map(([status, count]) => `${count.toLocaleString('en-US')} ${status}`);
  const detail = statuses.length > 0 ? `: ${statuses.join(', ')}` : '';
  return `${plural(claims.length, 'pairing comment')} in ${plural(files, 'file')}${detail}. ${seconds.toFixed(1)} s.\n`;
}

interface Row {
  readonly arrow: string;
  readonly place: string;
  readonly code: string;
  readonly note: string;
}

function claimText(workspace: Workspace, paint: Paint, one: ResolvedClaim): string[] {
  const source = workspace.sourceOf(one.facts);
  const line = source.line(one.claim.verbSpan.start);
  const head = `${paint.bold(String(line).padStart(6))}  ${one.claim.text}`;
  const rows: Row[] = [];
  if (one.anchor) {
    rows.push({ arrow: ' ', place: `${source.line(one.anchor.at)}`, code: codeAt(source, one.anchor.at), note: '' });
  }
  for (const target of one.targets) rows.push(targetRow(workspace, one, target));
  const width = Math.min(40, Math.max(0, ...rows.map((row) => row.place.length)));
  const lines = rows.map(({ arrow, place, code, note }) => {
    const tail = note === '' ? '' : `  ${paint.dim(note)}`;
    return `      ${paint.green(arrow)} ${paint.cyan(place.padStart(width))}  ${code}${tail}`;
  });
  const verdict = verdictText(paint, one);
  return [head, ...lines, ...(verdict === '' ? [] : [`        ${verdict}`])];
}

function targetRow(workspace: Workspace, one: ResolvedClaim, target: Target): Row {
  const source = workspace.sourceOf(target.facts);
  const line = source.line(target.at);
  const via = target.via.length > 0 ? `, called by ${target.via.map((name) => `${name}()`).join(' by ')}` : '';
  return {
    arrow: one.reciprocal ? '↔' : '→',
    place: target.facts === one.facts ? `${line}` : `${workspace.display(target.facts.file)}:${line}`,
    code: codeAt(source, target.at),
    note: target.function === '' ? '' : `in ${target.function}()${via}`,
  };
}

function verdictText(paint: Paint, one: ResolvedClaim): string {
  const names = one.missing.map((missing) => missing.name).join(', ');
  switch (one.status) {
    case 'stale-function':
      return paint.red(`stale: the tree has no ${names || 'such function'}`);
    case 'stale-barrier':
      return paint.red(`stale: ${names || 'what it names'} holds no such barrier`);
    case 'vague':
      return paint.dim('no other side that a tool could find');
    case 'not-barrier':
      return paint.dim('pairs something that is no memory barrier');
    default:
      return '';
  }
}
