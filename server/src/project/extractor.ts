/** The extractor of this program, as every thread loads it: the vocabulary of Linux and the parser's two modules. */
import { createExtractor, type Extractor } from '../extract/file.ts';
import { parserModules } from '../host/node/modules.ts';
import { linux } from '../primitives/linux.ts';

/** Once for each thread: the parser's modules take longer to load than a file takes to read. */
export function loadExtractor(): Promise<Extractor> {
  return (loaded ??= createExtractor(linux, parserModules()));
}

let loaded: Promise<Extractor> | undefined;
