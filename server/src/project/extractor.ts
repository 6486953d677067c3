/** The extractor of this program, as every thread loads it: the vocabulary of Linux and the parser's two modules. */
import { createExtractor, type Extractor } from '../extract/file.ts';
import { parserModules } from '../host/node/modules.ts';
import { linux } from '../primitives/linux.ts';

export function loadExtractor(): Promise<Extractor> {
  return createExtractor(linux, parserModules());
}
