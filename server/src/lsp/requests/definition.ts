/** textDocument/definition and textDocument/implementation: to the other side. */
import type {
  DefinitionLink,
  DefinitionParams,
  ImplementationParams,
  Location,
  LocationLink,
} from 'vscode-languageserver/node';
import { definition as findDefinition } from '../../features/definition.ts';
import { subjectAt } from '../../features/subject.ts';
import { spotLink, spotLocation, toRange } from '../convert.ts';
import { type AskedPlace, askedPlace } from '../place.ts';
import type { Session } from '../session.ts';

/** In comments always; on code where the settings don't leave that to another server. */
export function definition(session: Session, params: DefinitionParams): Location[] | DefinitionLink[] | null {
  const asked = askedPlace(session, params);
  if (!asked) return null;
  const subject = subjectAt(asked.view.pairs, asked.file, asked.offset);
  const isCode = subject?.kind === 'site' || subject?.kind === 'object';
  if (isCode && !leads(asked, 'definition')) return null;
  return otherSides(asked, session.client.hasDefinitionLinks);
}

export function implementation(session: Session, params: ImplementationParams): Location[] | DefinitionLink[] | null {
  const asked = askedPlace(session, params);
  if (!asked || !leads(asked, 'implementation')) return null;
  return otherSides(asked, session.client.hasImplementationLinks);
}

function leads({ project }: AskedPlace, request: 'definition' | 'implementation'): boolean {
  return project.settings.navigation.callSites.includes(request);
}

function otherSides(asked: AskedPlace, hasLinks: boolean): Location[] | LocationLink[] | null {
  const found = findDefinition(asked.view, asked.file, asked.offset);
  if (!found) return null;
  if (!hasLinks) return found.targets.map((spot) => spotLocation(asked, spot));
  const origin = toRange(asked.source, found.origin, asked.encoding);
  return found.targets.map((spot) => spotLink(asked, spot, origin));
}
