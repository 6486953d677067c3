/**
 * The marks in the two editors: the barrier in a frame, what is before it and what is after it in frames of their own,
 * with a sign each. They move with the text, and go when neither side is on the screen any more.
 */
import { type DecorationOptions, MarkdownString, OverviewRulerLane, type TextEditor, ThemeColor, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { OrderedAccess, OrderedSide } from '../../../server/src/lsp/messages.ts';
import { accessWords, signOf } from './words.ts';

/** What was put where. */
interface Marked {
  readonly uri: string;
  readonly column: number | undefined;
  /** Of the document: in another one the ranges are others. */
  readonly version: number;
  readonly put: (on: TextEditor) => void;
}

export class Marks {
  private readonly barrier = frame('solid', 'focusBorder', 'editor.rangeHighlightBackground');
  private readonly before = frame('solid', 'charts.blue', 'editor.wordHighlightBackground');
  private readonly after = frame('dashed', 'charts.green', 'editor.wordHighlightStrongBackground');
  private readonly listener = window.onDidChangeVisibleTextEditors((editors) => this.follow(editors));
  private shown: readonly Marked[] = [];

  constructor(private readonly client: LanguageClient) {}

  dispose(): void {
    this.listener.dispose();
    for (const type of this.types()) type.dispose();
  }

  /** `why` are sentences. */
  set(editor: TextEditor, side: OrderedSide, why: readonly string[]): void {
    const { asRange } = this.client.protocol2CodeConverter;
    const accesses = (all: readonly OrderedAccess[], when: 'before' | 'after') =>
      all.map(
        (access): DecorationOptions => ({
          range: asRange(access.range),
          hoverMessage: new MarkdownString().appendText(accessWords(side, access, when)),
          renderOptions: { before: { contentText: signOf(access, when) } },
        }),
      );
    const barrier = {
      range: asRange(side.location.range),
      hoverMessage: why.map((sentence) => new MarkdownString().appendText(sentence)),
    };
    const [before, after] = [accesses(side.before, 'before'), accesses(side.after, 'after')];
    const put = (on: TextEditor) => {
      on.setDecorations(this.barrier, [barrier]);
      on.setDecorations(this.before, before);
      on.setDecorations(this.after, after);
    };
    put(editor);
    const { document, viewColumn } = editor;
    const marked = { uri: document.uri.toString(), column: viewColumn, version: document.version, put };
    this.shown = [...this.shown, marked];
  }

  clear(): void {
    this.shown = [];
    for (const editor of window.visibleTextEditors) {
      for (const type of this.types()) editor.setDecorations(type, []);
    }
  }

  /** An editor that comes back into sight is a new one, without marks. When neither side can be seen, nobody looks at them. */
  private follow(editors: readonly TextEditor[]): void {
    const isVisible = editors.some(({ document }) => this.shown.some(({ uri }) => uri === document.uri.toString()));
    if (this.shown.length > 0 && !isVisible) this.clear();
    for (const editor of editors) {
      const { document, viewColumn } = editor;
      this.shown
        .find((one) => {
          return one.uri === document.uri.toString() && one.column === viewColumn && one.version === document.version;
        })
        ?.put(editor);
    }
  }

  private types() {
    return [this.barrier, this.before, this.after];
  }
}

/** Tint and frame differ by colour, the frames by their line, too. */
function frame(style: 'solid' | 'dashed', border: string, background: string) {
  const color = new ThemeColor(border);
  return window.createTextEditorDecorationType({
    border: `1px ${style}`,
    borderColor: color,
    borderRadius: '2px',
    backgroundColor: new ThemeColor(background),
    overviewRulerColor: color,
    overviewRulerLane: OverviewRulerLane.Center,
    before: { color, margin: '0 0.2em 0 0' },
  });
}
