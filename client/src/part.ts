/** A part of the extension: what a room of it puts into the editor, and takes back when the extension is switched off. */
import type { Disposable, ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export interface Part {
  /**
   * Called once, before the server runs: a part listens to the client's state when it needs it running. What it
   * returns is disposed of with the extension. The client is the same one for as long, through all restarts.
   */
  register(context: ExtensionContext, client: LanguageClient): Disposable;
}
