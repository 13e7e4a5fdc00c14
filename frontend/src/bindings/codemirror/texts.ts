/** What an editor says, in the language of its reader. */
export interface EditorTexts {
  readonly find: string;
  readonly replace: string;
  readonly replaceAll: string;
  readonly replaceWith: string;
  readonly previousMatch: string;
  readonly nextMatch: string;
  readonly matchCase: string;
  readonly wholeWords: string;
  readonly closeSearch: string;
  /** `at` counts from 1; 0: none is chosen. */
  readonly matches: (at: string, count: string) => string;
  readonly noMatches: string;
  readonly replaced: (count: string) => string;
  readonly replacedOnLine: (line: string) => string;
  /** Said before a match and the number of its line. */
  readonly currentMatch: string;
  readonly onLine: string;
}
