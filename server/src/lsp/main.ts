/**
 * The process of the language server: the client's end of the line is where the command line says (`--stdio`,
 * `--node-ipc`, `--socket=N`), and nothing but the protocol goes there. The library ends the process with the client.
 */
import { appendFileSync } from 'node:fs';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeHost } from '../host/node/host.ts';
import { loadExtractor } from '../project/extractor.ts';
import { createJudge } from './litmus-thread.ts';
import { describe } from './log.ts';
import { withReadableParams } from './params.ts';
import { createServer } from './server.ts';

/** Put in by the bundler (build.mjs) from package.json. */
declare const BARRIER_LS_VERSION: string | undefined;

// Takes its time, which passes while the client makes up its first message.
const extractor = loadExtractor();
extractor.catch(() => {});

/** Of litmus tests. */
const SECONDS_PER_TEST = 10;

const connection = createConnection(ProposedFeatures.all, {
  messageStrategy: { handleMessage: (message, next) => next(withReadableParams(message)) },
});
const log = createServer(connection, nodeHost(), {
  version: typeof BARRIER_LS_VERSION === 'string' ? BARRIER_LS_VERSION : 'dev',
  ...logFile(process.argv.slice(2)),
  loadExtractor: () => extractor,
  judge: createJudge({ script: new URL('./litmus-worker.js', import.meta.url), seconds: SECONDS_PER_TEST }),
});
process.on('uncaughtException', (error) => log.error(`uncaught: ${describe(error)}`));
process.on('unhandledRejection', (error) => log.error(`unhandled: ${describe(error)}`));
connection.listen();

/** `--log-file F` or `--log-file=F`. A log that can't be written is done without. */
function logFile(args: readonly string[]): { readonly appendLog?: (line: string) => void } {
  const at = args.findIndex((arg) => /^--log-file(=|$)/.test(arg));
  const path = at < 0 ? undefined : args[at] === '--log-file' ? args[at + 1] : args[at]!.slice('--log-file='.length);
  if (!path) return {};
  return {
    appendLog: (line) => {
      try {
        appendFileSync(path, line);
      } catch {
        // Where would we say so?
      }
    },
  };
}
