/** `lsp`: the language server, which editors start. It is a bundle of its own, so that other commands start fast. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.ts';
import type { AddCommand } from '../program.ts';

export const lspCommand: AddCommand = (program) => {
  program
    .command('lsp')
    .description('Serve an editor by the Language Server Protocol; `barrier-ls --stdio` is the same.')
    .option('--stdio', 'talk through standard input and output')
    .option('--node-ipc', 'talk through the channel of a Node parent process')
    .option('--socket <port>', 'connect to a local port')
    .option('--pipe <name>', 'connect to a named pipe')
    .option('--clientProcessId <pid>', 'end when this process does')
    .option('--log-file <file>', 'append what is logged to a file')
    .action(async (options: Readonly<Record<string, unknown>>) => {
      if (!TRANSPORTS.some((name) => options[name] !== undefined)) {
        throw new Failure(
          'an editor starts the language server with --stdio, --node-ipc, --socket=PORT or --pipe=NAME',
        );
      }
      const server = new URL('./server.js', import.meta.url);
      if (!existsSync(fileURLToPath(server))) throw new Failure('the language server is not built: npm run build');
      // It reads the same command line.
      await import(server.href);
    });
};

/** Options that make a command line without a command mean the language server. */
export const SERVER_OPTIONS = /^--(stdio|node-ipc|socket|pipe|clientProcessId|log-file)(=|$)/;

const TRANSPORTS = ['stdio', 'nodeIpc', 'socket', 'pipe'];
