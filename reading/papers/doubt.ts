/** More lines outside of the papers that were found lie on a paper that was not: then nothing is taken apart. */
export const MOST_LINES_ELSEWHERE = 4;
