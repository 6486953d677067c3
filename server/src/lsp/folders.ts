/** The folders that the user works in, and the project that each of them belongs to. */
import type { InitializeParams, WorkspaceFolder } from 'vscode-languageserver/node';
import type { Host } from '../host/host.ts';
import { locate } from '../project/root.ts';
import { pathOfUri, uriOfPath } from './uris.ts';

export interface Folder {
  readonly uri: string;
  /** As the client has it, and without symbolic links. */
  readonly given: string;
  readonly real: string;
  /** The project's root: the folder, or the top of the tree that it is a part of. */
  readonly root: string;
  /** The root as the client would spell it. */
  readonly rootUri: string;
}

/** What the client says it is about; older ones have but one root. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map((folder: WorkspaceFolder) => folder.uri);
  if (rootUri) return [rootUri];
  return rootPath ? [uriOfPath(rootPath)] : [];
}

/** Says why a folder is none: it is not there, or it holds so much that nobody can have meant it. */
export function readFolder(uri: string, host: Host): Folder | string {
  const given = pathOfUri(uri);
  if (given === undefined) return `${uri} is no folder on this machine`;
  const real = host.files.real(given);
  if (host.files.stat(real)?.kind !== 'folder') return `${given} is no folder`;
  if (isTooMuch(real, host)) return `${given} is not looked at as a whole: open the folder of a project`;
  const { root } = locate([real], host);
  const rootUri = root === real ? uri : uriOfPath(root);
  return { uri, given, real, root, rootUri };
}

/** The project of a file that lies in none of the folders, by what lies above it. */
export function rootAbove(path: string, host: Host): string | undefined {
  if (!host.files.stat(path)) return undefined;
  const { root, paths } = locate([path], host);
  // Without the top of a project above, a file is all there is.
  return paths.includes('') && !isTooMuch(root, host) ? root : undefined;
}

/** The innermost folder that a path lies in. */
export function folderAround(folders: readonly Folder[], path: string, host: Host): Folder | undefined {
  const around = folders.filter(({ real }) => host.files.relative(real, path) !== undefined);
  return around.sort((a, b) => b.real.length - a.real.length)[0];
}

/** A path without symbolic links, of a file that need not be there. */
export function realPath(folders: readonly Folder[], path: string, { files }: Host): string {
  const real = files.real(path);
  if (files.stat(real)) return real;
  for (const folder of folders) {
    const way = files.relative(folder.given, path);
    if (way !== undefined) return `${folder.real}/${way}`;
  }
  return real;
}

/** The user's home, all that is around it, and the top of the disk. */
function isTooMuch(folder: string, { files, home }: Host): boolean {
  return files.parent(folder) === folder || files.relative(folder, files.real(home)) !== undefined;
}
