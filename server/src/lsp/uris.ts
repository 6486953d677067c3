/** The client's names of files, and ours. */
import { URI } from 'vscode-uri';

/** The path that a URI stands for; undefined where it is no file, or no URI at all. */
export function pathOfUri(uri: string): string | undefined {
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === 'file' ? parsed.fsPath : undefined;
  } catch {
    return undefined;
  }
}

export function uriOfPath(path: string): string {
  return URI.file(path).toString();
}

/** The URI of a file, given relative to a folder: in the client's spelling of the folder, which may be a symbolic link. */
export function uriInFolder(folder: string, file: string): string {
  const base = URI.parse(folder);
  return base.with({ path: `${base.path.replace(/\/$/, '')}/${file}` }).toString();
}
