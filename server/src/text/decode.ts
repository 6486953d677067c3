/**
 * Bytes of a file to text. Source trees hold ASCII, UTF-8, some Latin-1 in old author names, and files that are
 * no text at all.
 */

/** `lossy`: the bytes are no valid UTF-8 and were read as Latin-1. A byte order mark is not part of the text. */
export type Decoded = { readonly text: string; readonly lossy: boolean } | { readonly binary: true };

/** Decodes a file's bytes: binary when a NUL is among the first 8 KB. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) return { binary: true };
  try {
    // Both decoders have a fast path for ASCII, which gives one-byte strings.
    return { text: UTF_8.decode(bytes), lossy: false };
  } catch {
    return { text: LATIN_1.decode(bytes), lossy: true };
  }
}

const BINARY_PROBE = 8192;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });
/** In the Web's sense, so windows-1252; what counts is one unit per byte. */
const LATIN_1 = new TextDecoder('latin1');
