// Loaded into a server that is to be measured: at SIGUSR2 it collects garbage, and appends what memory is left in use
// to the file that the environment names. Counts the memory of WebAssembly, which no collector sees, by itself.
const { appendFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const memories = new Set();
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (source, imports) => {
    const result = await instantiate(source, imports);
    const { exports } = result.instance ?? result;
    for (const one of [...Object.values(exports), ...Object.values(imports?.env ?? {})]) {
      if (one instanceof WebAssembly.Memory) memories.add(one);
    }
    return result;
  };
  process.on('SIGUSR2', async () => {
    // What a collection finalizes is freed by the next one.
    for (let i = 0; i < 4; i++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { heapUsed, external, rss } = process.memoryUsage();
    const wasm = [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    appendFileSync(process.env.BARRIER_LS_HEAP, `${JSON.stringify({ heapUsed, external, wasm, rss })}\n`);
  });
}
