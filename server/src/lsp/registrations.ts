/** What the client is asked for once the projects and the settings are known: to tell of changed files, and requests that are off by default. */
import {
  CallHierarchyPrepareRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Disposable,
  DocumentSymbolRequest,
  RegistrationType,
} from 'vscode-languageserver/node';
import { PROJECT_FILE, SECTION } from '../config/schema.ts';
import { describe } from './log.ts';
import type { Session } from './session.ts';

/** Each call registers what is to be, and takes back what was. */
export type Register = () => Promise<void>;

export function createRegistrations(connection: Connection, session: Session): Register {
  const known = new Map<string, { readonly options: string; readonly registration: Disposable }>();

  async function set(method: string, options: object | undefined): Promise<boolean> {
    const written = JSON.stringify(options);
    const last = known.get(method);
    if (last?.options === written) return last !== undefined;
    last?.registration.dispose();
    known.delete(method);
    if (!options) return false;
    try {
      const registration = await connection.client.register(new RegistrationType<object>(method), options);
      known.set(method, { options: written!, registration });
      return true;
    } catch (error) {
      session.log.warn(`registering ${method}: ${describe(error)}`);
      return false;
    }
  }

  return async () => {
    const { registers } = session.client;
    const settings = session.currentSettings;
    const asked = [
      set(DidChangeWatchedFilesNotification.method, registers.watchedFiles ? watchers(session) : undefined),
    ];
    if (registers.configuration) asked.push(set(DidChangeConfigurationNotification.method, { section: SECTION }));
    if (registers.documentSymbol) {
      asked.push(set(DocumentSymbolRequest.method, settings.documentSymbols.enable ? OF_BOTH : OF_LITMUS));
    }
    if (registers.callHierarchy) {
      asked.push(set(CallHierarchyPrepareRequest.method, settings.callHierarchy.enable ? OF_C : undefined));
    }
    const [isWatching] = await Promise.all(asked);
    for (const { project } of session.projects.roots()) project.isWatched = isWatching === true;
  };
}

const OF_C = {
  documentSelector: [
    { scheme: 'file', language: 'c' },
    { scheme: 'file', language: 'cpp' },
  ],
};

const OF_LITMUS = { documentSelector: [{ language: 'litmus' }, { pattern: '**/*.litmus' }] };

const OF_BOTH = { documentSelector: [...OF_C.documentSelector, ...OF_LITMUS.documentSelector] };

const PATTERNS = ['**/*.{c,h,S}', `**/${PROJECT_FILE}`];

/** Relative to the roots where the client can do that: a folder may be just a part of its tree. */
function watchers(session: Session): object | undefined {
  const roots = session.projects.roots();
  if (roots.length === 0) return undefined;
  const isRelative = session.client.hasRelativePatterns;
  const globs = isRelative
    ? roots.flatMap(({ uri }) => PATTERNS.map((pattern) => ({ baseUri: uri, pattern })))
    : PATTERNS;
  return { watchers: globs.map((globPattern) => ({ globPattern })) };
}
