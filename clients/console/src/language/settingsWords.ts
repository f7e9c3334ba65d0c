/** English words that only the settings say. The build puts them here (`splitWords.ts`); before it they are in `en.json`. */
import type english from "./en.json";

const words: Partial<typeof english> = {};

export default words;
