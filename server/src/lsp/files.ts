/**
 * Changes on the disk: those that the client tells of, and for clients that don't, a look of our own every few seconds
 * while somebody is at work. What a client says of a folder goes for everything in it.
 */
import type { DeleteFilesParams, DidChangeWatchedFilesParams, RenameFilesParams } from 'vscode-languageserver/node';
import { describe } from './log.ts';
import type { OpenProject } from './project.ts';
import type { Session } from './session.ts';

export interface Files {
  changed(params: DidChangeWatchedFilesParams): void;
  renamed(params: RenameFilesParams): void;
  deleted(params: DeleteFilesParams): void;
  /** A document was saved. */
  saved(uri: string): void;
  /** Somebody is at work, so that it is worth while to look. */
  touch(): void;
  /** Looks as often as the settings say. */
  startPolling(): void;
}

export function createFiles(session: Session): Files {
  let isActive = false;
  let timer: NodeJS.Timeout | undefined;

  function refresh(uris: readonly string[]): void {
    const files = new Map<OpenProject, string[]>();
    for (const { project, file } of uris.flatMap((uri) => session.findAll(uri))) {
      const list = files.get(project);
      if (list) list.push(file);
      else files.set(project, [file]);
    }
    for (const [project, list] of files) project.refresh(list);
  }

  function poll(): void {
    try {
      for (const project of session.projects.all()) project.poll();
    } catch (error) {
      session.log.error(`looking for changed files: ${describe(error)}`);
    }
  }

  return {
    changed: ({ changes }) => refresh(changes.map(({ uri }) => uri)),
    renamed: ({ files }) => refresh(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
    deleted: ({ files }) => refresh(files.map(({ uri }) => uri)),
    saved(uri) {
      refresh([uri]);
      poll();
    },
    touch() {
      isActive = true;
    },
    startPolling() {
      clearInterval(timer);
      const { pollSeconds } = session.currentSettings.index;
      if (pollSeconds <= 0) return;
      timer = setInterval(() => {
        if (isActive) poll();
        isActive = false;
      }, pollSeconds * 1000);
      timer.unref();
    },
  };
}
