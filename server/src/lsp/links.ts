/** Links into the tree, in the form that editors follow: a file's URI with a line behind it. */
import type { Spot } from '../features/view.ts';
import type { Host } from '../host/host.ts';
import { Source } from '../text/source.ts';
import type { Convert } from './convert.ts';
import type { OpenProject } from './project.ts';

export function linkToSpot({ view, uriOf }: Convert, { facts, at }: Spot): string {
  return `${uriOf(facts.file)}#L${view.source(facts).line(at)}`;
}

/** A file of the tree, at the line of a heading if one is given; undefined where there is no such file. */
export function linkToFile(
  { files }: Host,
  project: OpenProject,
  path: string,
  heading: string | undefined,
): string | undefined {
  if (project.root === undefined) return undefined;
  const absolute = `${project.root}/${path}`;
  if (files.stat(absolute)?.kind !== 'file') return undefined;
  const uri = project.uriOf(path);
  const text = heading === undefined ? undefined : files.text(absolute);
  const at = text?.indexOf(`\n${heading}\n`) ?? -1;
  return at < 0 ? uri : `${uri}#L${new Source(text!).line(at + 1)}`;
}
