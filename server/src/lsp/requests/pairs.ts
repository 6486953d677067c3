/** barrier-ls/pairs: docs/lsp-extensions.md. Of thousands of items only those that are on the page are looked at closely. */
import type { CancellationToken } from 'vscode-languageserver/node';
import {
  groupFindings,
  groupSites,
  siteSides,
  type TreeGroup,
  type TreeOptions,
  type TreeSite,
  treeGroups,
  treeSide,
  treeSite,
} from '../../features/pair-tree.ts';
import { type Convert, spotLocation } from '../convert.ts';
import { findingsOf } from '../findings.ts';
import type { PairsGroup, PairsItem, PairsParams, PairsResult, PairsSite } from '../messages.ts';
import type { OpenProject } from '../project.ts';
import type { Session } from '../session.ts';
import { sliced } from '../sliced.ts';
import { idOf, projectNamed, WITHIN } from '../subjects.ts';

/** Nothing, while nothing is known. */
export const NO_PAIRS: PairsResult = { state: 'ready', items: [], total: 0 };

export async function pairs(session: Session, params: PairsParams, token: CancellationToken): Promise<PairsResult> {
  const page = { from: params.from ?? 0, limit: params.limit ?? PAGE };
  const { parent } = params;
  if (parent === undefined) return (await sliced(top(session, params, page), token)) ?? NO_PAIRS;
  const named = projectNamed(session, parent);
  if (!named) return NO_PAIRS;
  const { project, handle } = named;
  return (await sliced(children(session, project, { parent, handle }, params, page), token)) ?? NO_PAIRS;
}

const PAGE = 100;

interface Page {
  readonly from: number;
  readonly limit: number;
}

/** Of several projects one behind the other. */
function* top(session: Session, params: PairsParams, page: Page): Generator<void, PairsResult> {
  const projects = session.projects.all().filter(({ root }) => root !== undefined);
  const read = projects.filter(({ isComplete, isCancelled }) => isComplete || isCancelled);
  const groups: { readonly project: OpenProject; readonly group: TreeGroup }[] = [];
  for (const project of read) {
    const found = yield* treeGroups(project.view(), optionsFor(project, params));
    for (const group of found) groups.push({ project, group });
  }
  const items: PairsItem[] = [];
  for (const { project, group } of paged(groups, page)) {
    items.push(toGroup(project, group));
    yield;
  }
  return { state: read.length < projects.length ? 'reading' : 'ready', items, total: groups.length };
}

/** The sites of a group, or the other sides of a site. */
function* children(
  { client }: Session,
  project: OpenProject,
  { parent, handle }: { readonly parent: string; readonly handle: string },
  params: PairsParams,
  page: Page,
): Generator<void, PairsResult> {
  const convert = { encoding: client.encoding, view: project.view(), uriOf: (file: string) => project.uriOf(file) };
  const options = optionsFor(project, params);
  const items: PairsItem[] = [];
  if (handle.startsWith('site ')) {
    const sides = siteSides(convert.view, handle);
    for (const side of paged(sides, page)) {
      items.push(toSite(convert, parent, treeSide(convert.view, side, options), 'side'));
      yield;
    }
    return { state: 'ready', items, total: sides.length };
  }
  const sites = yield* groupSites(convert.view, handle, options);
  for (const site of paged(sites, page)) {
    items.push(toSite(convert, parent, treeSite(convert.view, site, options), 'site'));
    yield;
  }
  return { state: 'ready', items, total: sites.length };
}

function optionsFor(project: OpenProject, { by, filter = '', scope }: PairsParams): TreeOptions {
  const files = scope === 'open' ? { files: new Set(project.openFiles().keys()) } : {};
  return { by, filter, ...files, findings: findingsOf(project) };
}

function paged<T>(all: readonly T[], { from, limit }: Page): readonly T[] {
  return all.slice(from, from + limit);
}

function toGroup(project: OpenProject, group: TreeGroup): PairsGroup {
  const { handle, kind, name, file, sites, unpaired, undocumented } = group;
  const counts = { sites: sites.length, unpaired, undocumented, findings: groupFindings(group, findingsOf(project)) };
  const place = kind === 'file' ? { uri: project.uriOf(name) } : file === '' ? {} : { file };
  return { id: idOf(project, handle), kind, name, ...place, ...counts };
}

function toSite(convert: Convert, parent: string, site: TreeSite, kind: PairsSite['kind']): PairsSite {
  const { handle, primitive, object, spot, access, state, isDocumented, sides, findings, by } = site;
  return {
    ...{ id: `${parent}${WITHIN}${handle}`, kind, primitive, object, function: spot.function, file: spot.facts.file },
    location: spotLocation(convert, spot),
    ...{ access, state, documented: isDocumented, sides, findings: findings.map(({ message }) => message) },
    ...(by === undefined ? {} : { by }),
  };
}
