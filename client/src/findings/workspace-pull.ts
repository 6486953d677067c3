/** The client's questions about all files of the workspace: held back until someone wants to know. */
import { type CancellationToken, Uri } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

type Provide = NonNullable<Middleware['provideWorkspaceDiagnostics']>;

export class WorkspacePull {
  private isWhole = false;
  private isWanted = false;
  private listeners = new Set<() => void>();

  /** From now on the whole workspace is asked about; resolves when it has been, for the first time. */
  async whole(): Promise<void> {
    this.isWanted = true;
    this.tell();
    await this.until(() => this.isWhole);
  }

  /** The client asks again as soon as it has an answer, and for the first time as soon as the server runs. */
  readonly provide: Provide = async (resultIds, token, report, next) => {
    await this.until(() => this.isWanted || token.isCancellationRequested, token);
    if (token.isCancellationRequested) return { items: [] };
    // The client has the results of this server for as long as it runs.
    const isFirst = !resultIds.some(({ uri }) => uri.toString() === NOWHERE);
    if (isFirst) this.isWhole = false;
    const asked = isFirst ? [...resultIds, { uri: Uri.parse(NOWHERE), value: '' }] : resultIds;
    const answer = await next(asked, token, report);
    this.isWhole = !token.isCancellationRequested;
    this.tell();
    return answer;
  };

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private until(isSo: () => boolean, token?: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const listener = () => {
        if (!isSo()) return;
        this.listeners.delete(listener);
        subscription?.dispose();
        resolve();
      };
      this.listeners.add(listener);
      const subscription = token?.onCancellationRequested(listener);
      listener();
    });
  }
}

/**
 * The server answers when there is something to tell. That this document, which no one has, is gone it can always tell;
 * so that an answer comes as soon as the tree is read, even if nothing is found in it.
 */
const NOWHERE = 'untitled:barrier-ls-check';
