/** What views are about, as clients name it: the handle of a site or an object, with the project that it is in. */
import { type Focus, focusAt, focusNamed } from '../features/focus.ts';
import type { Convert } from './convert.ts';
import type { SubjectParams } from './messages.ts';
import { askedPlace, convertFor } from './place.ts';
import type { OpenProject } from './project.ts';
import type { Session } from './session.ts';

export interface AskedSubject extends Convert {
  readonly project: OpenProject;
  readonly focus: Focus;
}

/** Undefined where nothing is there that has to do with ordering. Throws StaleFacts. */
export function askedSubject(session: Session, params: SubjectParams): AskedSubject | undefined {
  const { subject, textDocument, position } = params;
  const named = subject === undefined ? undefined : projectNamed(session, subject);
  if (named) {
    const convert = convertFor(session, named.project);
    const focus = focusNamed(convert.view.pairs, named.handle);
    if (focus) return { ...convert, project: named.project, focus };
  }
  const asked = textDocument && position && askedPlace(session, { textDocument, position });
  const focus = asked && focusAt(asked.view.pairs, asked.file, asked.offset);
  return asked && focus && { ...asked, focus };
}

/** The handle as a client gets it. */
export function idOf(project: OpenProject, handle: string): string {
  return `${project.uriOf('')} ${handle}`;
}

/** The project of an id, and what it stands for there: of several handles the last one. */
export function projectNamed(
  session: Session,
  id: string,
): { readonly project: OpenProject; readonly handle: string } | undefined {
  const [, uri, handles = ''] = /^(\S+) (.*)$/s.exec(id) ?? [];
  const project = session.projects.all().find((one) => one.root !== undefined && one.uriOf('') === uri);
  return project && { project, handle: handles.slice(handles.lastIndexOf(WITHIN) + 1) };
}

/** Stands between the handles of an item and of the one that it is a child of. */
export const WITHIN = '\n';
