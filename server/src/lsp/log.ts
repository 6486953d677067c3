/** What the server says about itself: to the client's log, and to a file if one was asked for. Never to stdout. */
import type { RemoteConsole } from 'vscode-languageserver/node';

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** `append` gets whole lines, with a time in front. */
export function createLog(console: RemoteConsole, append: (line: string) => void = () => {}): Log {
  const say = (level: keyof Log) => (message: string) => {
    console[level](message);
    append(`${new Date().toISOString()} ${level} ${message}\n`);
  };
  return { error: say('error'), warn: say('warn'), info: say('info') };
}

/** Everything that is known of something that was thrown. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
