import { type ChangeSet, ChangeSet as Changes, type Text } from "@codemirror/state";

/** `characters` are code points; line ends count as none. */
export interface Counts {
  readonly words: number;
  readonly characters: number;
}

const NONE: Counts = { words: 0, characters: 0 };

/** Scripts that put no spaces between words: there each letter counts as one. */
const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}";
const LETTERS = `[[\\p{L}\\p{N}\\p{M}]--[${UNSPACED}]]+`;
/** A run of letters and digits, also joined by apostrophes and hyphens. */
const WORD = new RegExp(`[${UNSPACED}]|${LETTERS}(?:['’\\-]${LETTERS})*`, "gv");
/** Lines that need no tables of Unicode are counted several times as fast. */
const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_WORD = /[A-Za-z0-9]+(?:['-][A-Za-z0-9]+)*/g;
const LOW_SURROGATE = /[\udc00-\udfff]/g;

export function countIn(line: string): Counts {
  if (PLAIN.test(line)) return { words: line.match(PLAIN_WORD)?.length ?? 0, characters: line.length };
  return {
    words: line.match(WORD)?.length ?? 0,
    characters: line.length - (line.match(LOW_SURROGATE)?.length ?? 0),
  };
}

/** The counts of the lines that units `from` to `to` of `text` lie in. */
function countLines(text: Text, from: number, to: number): Counts {
  const [first, last] = [text.lineAt(from).number, text.lineAt(to).number];
  return countAll(text.iterLines(first, last + 1));
}

export function countAll(lines: Iterable<string>): Counts {
  let { words, characters } = NONE;
  for (const line of lines) {
    const counts = countIn(line);
    words += counts.words;
    characters += counts.characters;
  }
  return { words, characters };
}

/**
 * Counts a text that changes. What changed waits until somebody asks; then only the lines that changed are counted
 * anew, so that keys cost nothing.
 */
export class Tally {
  #counted: Text;
  #counts: Counts;
  #waiting: ChangeSet;

  constructor(text: Text) {
    this.#counted = text;
    this.#counts = countLines(text, 0, text.length);
    this.#waiting = Changes.empty(text.length);
  }

  changed(changes: ChangeSet): void {
    this.#waiting = this.#waiting.compose(changes);
  }

  /** The counts of `now`, which all changes so far lead to. */
  counts(now: Text): Counts {
    let { words, characters } = this.#counts;
    const add = (counts: Counts, sign: 1 | -1) => {
      words += sign * counts.words;
      characters += sign * counts.characters;
    };
    for (const { before, after } of this.#changedLines(now)) {
      add(countLines(this.#counted, ...before), -1);
      add(countLines(now, ...after), 1);
    }
    this.#counted = now;
    this.#counts = { words, characters };
    this.#waiting = Changes.empty(now.length);
    return this.#counts;
  }

  /** Ranges of whole lines, none of which share a line, that hold all changes. */
  #changedLines(now: Text): { before: [number, number]; after: [number, number] }[] {
    const ranges: { before: [number, number]; after: [number, number] }[] = [];
    this.#waiting.iterChangedRanges((fromA, toA, fromB, toB) => {
      const last = ranges.at(-1);
      const sharesLine =
        last && (this.#counted.lineAt(last.before[1]).to >= fromA || now.lineAt(last.after[1]).to >= fromB);
      if (sharesLine) {
        last.before[1] = toA;
        last.after[1] = toB;
      } else {
        ranges.push({ before: [fromA, toA], after: [fromB, toB] });
      }
    });
    return ranges;
  }
}
