/** textDocument/codeAction and codeAction/resolve. Edits are made when an action is chosen, where the client allows that. */
import {
  type CodeAction,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  ErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import {
  type Action,
  type ActionData,
  codeActions,
  type LitmusPlace,
  resolveCodeAction,
} from '../../features/code-actions/index.ts';
import { OPEN_LITMUS } from '../client.ts';
import { toSpan } from '../convert.ts';
import { findingsIn } from '../diagnose.ts';
import { toWorkspaceEdit } from '../edits.ts';
import type { OpenLitmusArguments } from '../messages.ts';
import { type AskedFile, askedFile } from '../place.ts';
import type { Session } from '../session.ts';

interface Data extends ActionData {
  readonly uri: string;
}

export function codeAction(session: Session, { textDocument, range, context }: CodeActionParams): CodeAction[] | null {
  const asked = session.client.hasCodeActionLiterals ? askedFile(session, textDocument) : undefined;
  if (!asked) return null;
  const selection = toSpan(asked.source, range, asked.encoding);
  const findings = findingsIn(asked.project, asked.facts);
  const { opensLitmus, runsCommands } = session.client;
  const all = codeActions(asked.view, asked.file, selection, findings, context.only);
  const actions = opensLitmus || runsCommands ? all : all.filter(({ opens }) => !opens);
  if (actions.length === 0) return null;
  return actions.map((action) => toCodeAction(session, asked, textDocument.uri, action, context.diagnostics));
}

export function resolve(session: Session, action: CodeAction): CodeAction {
  const data = action.data as Data | undefined;
  if (!data) throw new ResponseError(ErrorCodes.InvalidParams, 'This action is none of ours.');
  const asked = askedFile(session, data);
  if (!asked) return action;
  const edits = resolveCodeAction(asked.view, asked.file, data);
  return { ...action, edit: toWorkspaceEdit(session, asked.project, asked, edits) };
}

function toCodeAction(
  session: Session,
  asked: AskedFile,
  uri: string,
  { title, kind, isPreferred, rule, opens, edits, data }: Action,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const fixed = rule === undefined ? [] : diagnostics.filter(({ code }) => code === rule);
  if (opens) return { title, kind, command: openCommand(asked, uri, title, opens) };
  const isLazy = session.client.resolvesCodeActionEdits;
  return {
    title,
    kind,
    ...(isPreferred ? { isPreferred } : {}),
    ...(fixed.length > 0 ? { diagnostics: fixed } : {}),
    ...(isLazy
      ? { data: { uri, ...data } satisfies Data }
      : { edit: toWorkspaceEdit(session, asked.project, asked, edits()) }),
  };
}

function openCommand({ source, encoding }: AskedFile, uri: string, title: string, opens: LitmusPlace): Command {
  const { at, name, suffices } = opens;
  const args: OpenLitmusArguments = [uri, source.lines.toEncoding(at, encoding), { name, suffices }];
  return { title, command: OPEN_LITMUS, arguments: [...args] };
}
