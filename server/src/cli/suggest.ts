/** "Did you mean", for the command line's arguments. */
export { nearest } from '../text/nearest.ts';
