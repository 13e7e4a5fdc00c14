import type { Random } from "../src/client/testing/random.ts";

/** Something that one person typed, once, in one edit; nobody else deletes it or types within it. */
export interface Token {
  readonly text: string;
  readonly author: string;
  /** Its author deleted it, and it has not come back. */
  isDeleted: boolean;
  /** Its author was told that all is saved while it was shown. */
  isSaved: boolean;
  /** Its author was told that all is saved when it was deleted. */
  isDeletionSaved: boolean;
  /** Its author was told that it is refused. */
  isRefused: boolean;
  /** Its author's device forgot it, or its page ended before it was kept. */
  mayBeLost: boolean;
}

const TAILS = ["", "x", " \r\n ", "\r", "😀", "é漢", "👩‍💻", "a\nb", "\u0000", "𝒳𝒴"];

/** A new token; line ends are those of an operation, as every editor makes them. */
export function newToken(author: string, number: number, random: Random): Token {
  const tail = random
    .of(TAILS)
    .repeat(1 + random.below(3))
    .replaceAll(/\r\n?/g, "\n");
  return {
    text: `«${author}.${number}.${tail}»`,
    author,
    isDeleted: false,
    isSaved: false,
    isDeletionSaved: false,
    isRefused: false,
    mayBeLost: false,
  };
}

/** The tokens that stand in `text`, whole. */
export function tokensIn(text: string): readonly string[] {
  return text.match(/«[^«»]*»/g) ?? [];
}

/** Where in `text` something may be typed: not within a token, nor behind one that has not all come. */
export function places(text: string): readonly number[] {
  const found = [];
  let isWithin = false;
  for (let at = 0; at <= text.length; at++) {
    if (text[at - 1] === "»") isWithin = false;
    if (!isWithin && (at === 0 || at === text.length || text[at - 1] === "»" || text[at] === "«"))
      found.push(at);
    if (text[at] === "«") isWithin = true;
  }
  return found;
}
