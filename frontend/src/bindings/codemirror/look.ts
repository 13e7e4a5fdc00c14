import { EditorView } from "@codemirror/view";

/** Colours and sizes come from the page's custom properties. */
export const look = EditorView.theme({
  "&": { fontSize: "var(--editor-size)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--editor-font)", lineHeight: "1.65", overflow: "visible" },
  ".cm-content": { padding: "1.75rem 0 40vh", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 2px" },
  ".cm-placeholder": { color: "var(--ink-soft)" },
  ".cm-cursor": { borderLeft: "2px solid var(--ink)", marginLeft: "-1px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--selection)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--match)", outline: "1px solid var(--wait)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--match)", outline: "2px solid var(--wait)" },
  ".cw-selection": { backgroundColor: "color-mix(in srgb, var(--who) 24%, transparent)" },
  ".cw-caret": {
    position: "relative",
    borderLeft: "2px solid var(--who)",
    marginLeft: "-1px",
    marginRight: "-1px",
  },
  // A wider place to point at than the caret itself.
  ".cw-caret::before": { content: '""', position: "absolute", inset: "-0.1em -5px" },
  ".cw-flag": {
    position: "absolute",
    bottom: "100%",
    left: "-2px",
    zIndex: "2",
    maxWidth: "11rem",
    padding: "0 0.45em",
    overflow: "hidden",
    borderRadius: "5px 5px 5px 0",
    background: "var(--who)",
    color: "var(--who-ink)",
    font: "600 0.7rem/1.5 var(--font)",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    pointerEvents: "none",
    opacity: "0",
    animation: "cw-flag 2.3s",
  },
  ".cw-caret-last > .cw-flag": { left: "auto", right: "0", borderRadius: "5px 5px 0 5px" },
  ".cw-caret:hover > .cw-flag": { opacity: "1", animation: "none" },
  "@keyframes cw-flag": { "0%, 87%": { opacity: "1" }, "100%": { opacity: "0" } },
  "@media (prefers-reduced-motion: reduce)": { ".cw-flag": { animationTimingFunction: "step-end" } },
});
