import { defineLanguageFacet, HighlightStyle, Language, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
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

const language = new Language(
  defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } }),
  parser.configure(GFM),
  [],
  "markdown",
);

/** Marks up Markdown, GitHub's kind, as it is typed. */
export const markdown: Extension = [language, syntaxHighlighting(looks)];
