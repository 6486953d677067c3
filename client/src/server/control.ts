/** Starts the language server and starts it again, and says in one sentence, with a way on, that it is not there. */
import { commands, Disposable, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Part } from '../part.ts';
import { Crashes } from './crashes.ts';

export class Control implements Part {
  readonly crashes = new Crashes((sentence) => this.complain(sentence));
  private client: LanguageClient | undefined;
  private isComplaining = false;

  register(_: unknown, client: LanguageClient): Disposable {
    this.client = client;
    return Disposable.from(
      commands.registerCommand('barrier-ls.restartServer', () => this.restart()),
      commands.registerCommand('barrier-ls.showLog', () => client.outputChannel.show()),
    );
  }

  /** Resolves when the server is up, or when the user was told that it is not. */
  async start(): Promise<void> {
    const before = this.crashes.count;
    try {
      await this.client?.start();
    } catch {
      // The client has it in its log. If the process was there for a moment, that was a crash, which was dealt with.
      if (this.crashes.count === before) this.complain('The barrier language server cannot be started.', RELOAD);
    }
  }

  /** Whatever state it is in. */
  private async restart(): Promise<void> {
    this.crashes.forget();
    try {
      if (this.client?.isRunning()) await this.client.stop();
    } catch {
      // One that does not answer is ended by the client, and that is in the log.
    }
    await this.start();
  }

  /** Not twice at a time. */
  private async complain(sentence: string, wayOn: string = RESTART): Promise<void> {
    if (this.isComplaining) return;
    this.isComplaining = true;
    const button = await window.showErrorMessage(sentence, wayOn, SHOW_LOG);
    this.isComplaining = false;
    if (button === RESTART) await this.restart();
    if (button === RELOAD) await commands.executeCommand('workbench.action.reloadWindow');
    if (button === SHOW_LOG) this.client?.outputChannel.show();
  }
}

const RESTART = 'Restart';
const RELOAD = 'Reload Window';
const SHOW_LOG = 'Show Log';
