/**
 * What a command may touch of the process: three streams, the working directory, the environment.
 * Commands get it as a value, so that tests run them as they are.
 */

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Stream;
  readonly err: Stream;
  /** All of the standard input, until it ends. */
  input(): Promise<Buffer>;
}

export interface Stream {
  readonly isTerminal: boolean;
  /** Width of the terminal in columns; 80 where there is none. */
  readonly columns: number;
  write(text: string): void;
}
