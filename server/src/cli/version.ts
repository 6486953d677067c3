/** The version of this program, put in by the bundler (build.mjs) from package.json. */
declare const BARRIER_LS_VERSION: string | undefined;

/** `dev` when it runs unbundled, as in tests. */
export const VERSION: string = typeof BARRIER_LS_VERSION === 'string' ? BARRIER_LS_VERSION : 'dev';
