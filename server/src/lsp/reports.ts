/** Diagnostics of a file with a word that stands for them, so that nobody is told the same twice. */
import type { Diagnostic } from 'vscode-languageserver/node';
import { diagnose } from './diagnose.ts';
import type { Found } from './projects.ts';
import type { Session } from './session.ts';
import { StaleFacts } from './view.ts';

export interface Report {
  readonly uri: string;
  /** Of the open document; null where none is open. */
  readonly version: number | null;
  readonly items: Diagnostic[];
  /** The same for the same items, whenever they were found. */
  readonly resultId: string;
}

/** Throws StaleFacts. */
export function reportOn({ client, host }: Session, { project, file }: Found): Report {
  const items = diagnose(client, project, file);
  const uri = project.uriOf(file);
  const version = project.documentOf(file)?.version ?? null;
  return { uri, version, items, resultId: host.hash(JSON.stringify(items)) };
}

/** As `reportOn`; undefined where a file is just being read again, after which it is asked about again anyway. */
export function reportIfFresh(session: Session, found: Found): Report | undefined {
  try {
    return reportOn(session, found);
  } catch (error) {
    if (error instanceof StaleFacts) return undefined;
    throw error;
  }
}
