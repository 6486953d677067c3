/** The litmus tests that are open, each with its verdict as soon as there is one. They belong to no project. */
import { Emitter } from 'vscode-languageserver/node';
import type { Judgement } from '../features/litmus-file/judgement.ts';
import { type Parsed, parseLitmus } from '../lkmm/syntax/parse.ts';
import { Source } from '../text/source.ts';
import type { OpenDocument } from './documents.ts';
import type { Judge, Judging } from './litmus-thread.ts';

/** Whether a document is a litmus test rather than C, by what the editor calls it, or by its name. */
export function isLitmus({ uri, languageId }: OpenDocument): boolean {
  return languageId === 'litmus' || /\.litmus$/.test(uri);
}

export class LitmusFiles {
  private readonly byUri = new Map<string, LitmusFile>();
  private readonly changes = new Emitter<string>();
  private readonly lateOnes = new Emitter<string>();
  /** There is something new to be said of the document with this URI, or it was closed. */
  readonly onChange = this.changes.event;
  /** A verdict came after something had been answered without it. */
  readonly onLate = this.lateOnes.event;

  constructor(private readonly judge: Judge) {}

  get(uri: string): LitmusFile | undefined {
    return this.byUri.get(uri);
  }

  all(): LitmusFile[] {
    return [...this.byUri.values()];
  }

  /** The document is open with this text. */
  set(document: OpenDocument): void {
    const { uri } = document;
    const last = this.byUri.get(uri);
    if (last?.document.text === document.text && last.document.version === document.version) return;
    last?.cancel();
    const file: LitmusFile = new LitmusFile(document, this.judge, (isLate) => {
      if (this.byUri.get(uri) !== file) return;
      this.changes.fire(uri);
      if (isLate) this.lateOnes.fire(uri);
    });
    this.byUri.set(uri, file);
  }

  drop(uri: string): void {
    this.byUri.get(uri)?.cancel();
    if (this.byUri.delete(uri)) this.changes.fire(uri);
  }

  async close(): Promise<void> {
    for (const file of this.byUri.values()) file.cancel();
    await this.judge.close();
  }
}

/** One state of a litmus test. */
export class LitmusFile {
  readonly source: Source;
  readonly parsed: Parsed;
  judgement: Judgement | undefined;
  /** Resolves when there is a verdict, or when nobody waits for it any longer. */
  readonly judged: Promise<void>;
  private readonly judging: Judging | undefined;
  private readonly timer: NodeJS.Timeout;
  private hasAnswered = false;

  constructor(
    readonly document: OpenDocument,
    judge: Judge,
    onNews: (isLate: boolean) => void,
  ) {
    this.source = new Source(document.text);
    this.parsed = parseLitmus(document.text);
    this.judging = 'test' in this.parsed ? judge.judge(document.text) : undefined;
    // What is known without a verdict is told soon, but not if the verdict comes sooner.
    this.timer = setTimeout(() => onNews(false), this.judging ? PATIENCE_MS : SOON_MS);
    this.judged = this.await(onNews);
  }

  /** Something was answered: if that was without a verdict, the client is to ask again. */
  answered(): void {
    this.hasAnswered ||= this.judging !== undefined && this.judgement === undefined;
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.judging?.cancel();
  }

  private async await(onNews: (isLate: boolean) => void): Promise<void> {
    const judgement = await this.judging?.judgement;
    if (!judgement) return;
    clearTimeout(this.timer);
    this.judgement = judgement;
    onNews(this.hasAnswered);
  }
}

const SOON_MS = 10;
const PATIENCE_MS = 300;
