/** `pairs --inferred` for people: both sides with their lines of code, and the objects that they share. */
import type { SiteRef } from '../../index/snapshot.ts';
import { identityOf } from '../../model/objects.ts';
import type { InferredPair } from '../../pairing/infer.ts';
import { codeAt } from '../excerpt.ts';
import type { Paint } from '../paint.ts';
import { plural } from '../summary.ts';
import type { Workspace } from '../workspace.ts';

export function inferredText(workspace: Workspace, paint: Paint, pairs: readonly InferredPair[]): string {
  const blocks = pairs.map(({ release, acquire, objects, confidence }) => {
    const head = `${paint.bold(objects.map(identityOf).join(', '))}  ${paint.dim(`inferred, confidence ${confidence.toFixed(2)}`)}`;
    return `${head}\n${sideText(workspace, paint, release)}${sideText(workspace, paint, acquire)}\n`;
  });
  return `${blocks.join('')}${plural(pairs.length, 'inferred pair')}. ${workspace.seconds().toFixed(1)} s.\n`;
}

function sideText(workspace: Workspace, paint: Paint, { facts, site }: SiteRef): string {
  const source = workspace.sourceOf(facts);
  const place = `${workspace.display(facts.file)}:${source.line(site.at)}`;
  const name = facts.functions[site.fn]?.name;
  const note = name === undefined ? '' : `  ${paint.dim(`in ${name}()`)}`;
  return `  ${paint.cyan(place)}  ${codeAt(source, site.at)}${note}\n`;
}
