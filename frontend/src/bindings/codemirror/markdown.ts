import {
  defineLanguageFacet,
  HighlightStyle,
  Language,
  ParseContext,
  syntaxHighlighting,
} from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { type Input, Parser, type PartialParse, Tree, type TreeFragment } from "@lezer/common";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

/**
 * Looks of Markdown: marks step back, and what they mean shows. Sizes stay alike but for headings, so that the text
 * remains the text. The code between fences is not looked into: parsers of its languages would outweigh the page.
 */
const looks = HighlightStyle.define([
  { tag: tags.heading1, fontWeight: "700", fontSize: "1.5em", lineHeight: "1.3" },
  { tag: tags.heading2, fontWeight: "700", fontSize: "1.25em", lineHeight: "1.4" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.quote, color: "var(--ink-soft)" },
  { tag: tags.monospace, fontFamily: "var(--code-font)", fontSize: "0.9em", color: "var(--code)" },
  { tag: [tags.link, tags.url], color: "var(--accent)" },
  {
    tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName, tags.comment],
    color: "var(--ink-faint)",
  },
  { tag: [tags.escape, tags.character, tags.atom], color: "var(--ink-faint)" },
]);

/** Longer documents are parsed around the screen only: a whole tree would cost each key milliseconds. */
const LONG = 200_000;
/** How far around. A fence that opens farther above the screen is not seen. */
const AROUND = 3_000;

const whole = parser.configure(GFM);

/** Parses what is around the screen; what is not waits until it comes there. */
class NearbyParser extends Parser {
  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    const context = ParseContext.get();
    if (!context || input.length <= LONG) return whole.createParse(input, fragments, ranges);
    const { doc } = context.state;
    const from = doc.lineAt(Math.max(0, context.viewport.from - AROUND)).from;
    const to = doc.lineAt(Math.min(doc.length, context.viewport.to + AROUND)).to;
    if (from > 0) context.skipUntilInView(0, from);
    if (to < doc.length) context.skipUntilInView(to, doc.length);
    return new NearbyParse(whole.startParse(input, [], [{ from, to }]), from, input.length);
  }
}

/** The parse of a stretch that begins at `#from`, as one of the whole document. */
class NearbyParse implements PartialParse {
  readonly #stretch: PartialParse;
  readonly #from: number;
  readonly #length: number;

  constructor(stretch: PartialParse, from: number, length: number) {
    this.#stretch = stretch;
    this.#from = from;
    this.#length = length;
  }

  get parsedPos(): number {
    return this.#stretch.parsedPos;
  }

  get stoppedAt(): number | null {
    return this.#stretch.stoppedAt;
  }

  stopAt(at: number): void {
    this.#stretch.stopAt(at);
  }

  advance(): Tree | null {
    const tree = this.#stretch.advance();
    return tree && new Tree(tree.type, [tree], [this.#from], this.#length);
  }
}

const language = new Language(
  defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } }),
  new NearbyParser(),
  [],
  "markdown",
);

/** Marks up Markdown, GitHub's kind, as it is typed. */
export const markdown: Extension = [language, syntaxHighlighting(looks)];
