import { type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Collaborator } from "../../client/presence.ts";
import { worn } from "../shades.ts";

/** Replaces what is shown of the others. */
export const showCollaborators = StateEffect.define<readonly Collaborator[]>();

/** Carets and selections of the others. Between two messages they move with the text. */
export const collaborators = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(showCollaborators)) return decorate(effect.value, transaction.state.doc.length);
    }
    return shown.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Whether a caret of somebody else stands between units `from` and `to`, or at either. */
export function caretsWithin(state: EditorState, { from, to }: { from: number; to: number }): boolean {
  let found = false;
  state.field(collaborators, false)?.between(from, to, (at, end) => {
    if (at === end) found = true;
  });
  return found;
}

function decorate(here: readonly Collaborator[], length: number): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const one of here) {
    if (!one.selection) continue;
    const anchor = Math.min(one.selection.anchor, length);
    const head = Math.min(one.selection.head, length);
    if (anchor !== head) {
      const attributes = { style: worn(one.user.color) };
      const mark = Decoration.mark({ class: "cw-selection", attributes });
      ranges.push(mark.range(Math.min(anchor, head), Math.max(anchor, head)));
    }
    ranges.push(Decoration.widget({ widget: new Caret(one), side: 1 }).range(head));
  }
  return Decoration.set(ranges, true);
}

/** A caret with its owner's name, which shows when they move and when one points at it. */
class Caret extends WidgetType {
  readonly #who: Collaborator;

  constructor(who: Collaborator) {
    super();
    this.#who = who;
  }

  override eq(other: Caret): boolean {
    const [one, two] = [this.#who, other.#who];
    return (
      one.sessionId === two.sessionId &&
      one.moves === two.moves &&
      one.user.name === two.user.name &&
      one.user.color === two.user.color
    );
  }

  override toDOM(view: EditorView): HTMLElement {
    const { name, color } = this.#who.user;
    const caret = document.createElement("span");
    caret.className = "cw-caret";
    caret.style.cssText = worn(color);
    caret.setAttribute("aria-hidden", "true");
    const flag = document.createElement("span");
    flag.className = "cw-flag";
    flag.textContent = name;
    caret.append(flag);
    keepInside(caret, flag, view);
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** Turns the flag to the left where it would stick out on the right. */
function keepInside(caret: HTMLElement, flag: HTMLElement, view: EditorView): void {
  view.requestMeasure({
    key: caret,
    read: () =>
      caret.getBoundingClientRect().left + flag.offsetWidth > view.dom.getBoundingClientRect().right,
    write: (sticksOut) => {
      caret.classList.toggle("cw-caret-last", sticksOut);
    },
  });
}
