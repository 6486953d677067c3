/** textDocument/prepareRename and textDocument/rename: of labels and cited functions, in comments alone. */
import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { prepareRename as findName, rename as renameName } from '../../features/rename.ts';
import { toRange } from '../convert.ts';
import { toWorkspaceEdit } from '../edits.ts';
import { askedPlace } from '../place.ts';
import type { Session } from '../session.ts';

/** Null on everything else: an error would be the end of another server's rename. */
export function prepareRename(session: Session, params: PrepareRenameParams): PrepareRenameResult | null {
  const asked = askedPlace(session, params);
  const found = asked && findName(asked.view, asked.file, asked.offset);
  return found ? { range: toRange(asked.source, found.span, asked.encoding), placeholder: found.placeholder } : null;
}

export function rename(session: Session, params: RenameParams): WorkspaceEdit | null {
  const asked = askedPlace(session, params);
  if (!asked || !findName(asked.view, asked.file, asked.offset)) return null;
  const renamed = renameName(asked.view, asked.file, asked.offset, params.newName);
  if ('refusal' in renamed) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.refusal);
  return toWorkspaceEdit(session, asked.project, asked, renamed.edits);
}
