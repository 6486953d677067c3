#!/usr/bin/env node
/**
 * The process around the command line: binds the streams and sets the exit code.
 * It never calls process.exit() after output, which would cut off what a pipe has not taken yet.
 */
import type { Io, Stream } from './io.ts';
import { main } from './program.ts';

// The reader of a pipe has seen enough (`| head`): stop without a word.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  out: stream(process.stdout),
  err: stream(process.stderr),
  input: async () => Buffer.concat(await process.stdin.toArray()),
};

process.exitCode = await main(process.argv.slice(2), io);

function stream(target: NodeJS.WriteStream): Stream {
  return {
    isTerminal: target.isTTY === true,
    columns: target.columns || 80,
    write: (text) => void target.write(text),
  };
}
