/**
 * The messages that go beyond the protocol: types and nothing else, for the server and for clients. What each means, and
 * how a client asks for it, is in docs/lsp-extensions.md.
 */
import type { TextDocumentPositionParams } from 'vscode-languageserver/node';

/** `barrier-ls/status`, a notification from the server. */
export interface Status {
  /** `stopped`: by the user, who cancelled the progress, before everything was read. */
  readonly state: 'reading' | 'ready' | 'stopped';
  /** URI of the root of the project: the folder, or the tree that it is a part of. */
  readonly root: string;
  /** Files with facts about ordering in them. These three are 0 until the state is `ready`. */
  readonly files: number;
  /** Uses of ordering primitives. */
  readonly sites: number;
  /** Pairing comments that lead to another side. */
  readonly pairs: number;
}

/** `barrier-ls/litmus`, a request from the client: the litmus tests of the pairs at a place. */
export type LitmusParams = TextDocumentPositionParams;

export interface LitmusResult {
  /** Empty where nothing at the place is a side of a pair that a test can be written of. */
  readonly tests: readonly LitmusTestAt[];
}

export interface LitmusTestAt {
  /** As after `C` in the first line of the test. */
  readonly name: string;
  /** `MP`, `SB`, `LB`, `S`, `R`, `2+2W` … */
  readonly shape: string;
  /** In a few words: `MP · forbidden by the LKMM`. */
  readonly verdict: string;
  /** The test in herd's C dialect. */
  readonly text: string;
}
