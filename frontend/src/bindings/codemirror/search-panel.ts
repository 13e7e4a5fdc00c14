import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  search,
  setSearchQuery,
} from "@codemirror/search";
import { EditorState, type Extension, type StateEffect } from "@codemirror/state";
import { type EditorView, type Panel, runScopeHandlers, type ViewUpdate } from "@codemirror/view";
import type { EditorTexts } from "./texts.ts";

/** Matches are counted up to here. */
const COUNTED_MAX = 1_000;
/** They are counted at most so often. */
const COUNT_MILLIS_MIN = 150;

/** Finds and replaces plain text. */
export function searching(texts: EditorTexts, number: (value: number) => string): Extension {
  return [
    search({ top: true, literal: true, createPanel: (view) => new SearchPanel(view, texts, number) }),
    EditorState.phrases.of({
      "replaced $ matches": texts.replaced("$"),
      "replaced match on line $": texts.replacedOnLine("$"),
      "current match": texts.currentMatch,
      "on line": texts.onLine,
    }),
  ];
}

class SearchPanel implements Panel {
  readonly dom: HTMLElement;
  readonly top = true;
  readonly #view: EditorView;
  readonly #texts: EditorTexts;
  readonly #number: (value: number) => string;
  readonly #wanted: HTMLInputElement;
  readonly #replacement: HTMLInputElement;
  readonly #matchCase: HTMLButtonElement;
  readonly #wholeWords: HTMLButtonElement;
  readonly #count: HTMLElement;
  readonly #replacing: HTMLElement;
  #countTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, texts: EditorTexts, number: (value: number) => string) {
    this.#view = view;
    this.#texts = texts;
    this.#number = number;
    const query = getSearchQuery(view.state);
    this.#wanted = field(texts.find, query.search, () => this.#ask());
    this.#wanted.setAttribute("main-field", "true");
    this.#replacement = field(texts.replaceWith, query.replace, () => this.#ask());
    this.#matchCase = toggle(texts.matchCase, "Aa", query.caseSensitive, () => this.#ask());
    this.#wholeWords = toggle(texts.wholeWords, "ab|", query.wholeWord, () => this.#ask());
    this.#count = element("span", "cw-count");
    this.#count.setAttribute("role", "status");
    this.#replacing = element(
      "div",
      "cw-search-row",
      this.#replacement,
      button(texts.replace, texts.replace, () => replaceNext(view)),
      button(texts.replaceAll, texts.replaceAll, () => replaceAll(view)),
    );
    this.dom = element(
      "div",
      "cw-search",
      element(
        "div",
        "cw-search-row",
        this.#wanted,
        this.#count,
        this.#matchCase,
        this.#wholeWords,
        button("↑", texts.previousMatch, () => findPrevious(view)),
        button("↓", texts.nextMatch, () => findNext(view)),
        button("✕", texts.closeSearch, () => closeSearchPanel(view)),
      ),
      this.#replacing,
    );
    this.dom.setAttribute("role", "search");
    this.dom.addEventListener("keydown", (event) => this.#key(event));
    this.#replacing.hidden = view.state.readOnly;
    this.#countSoon();
  }

  mount(): void {
    this.#wanted.select();
  }

  update(update: ViewUpdate): void {
    this.#replacing.hidden = update.state.readOnly;
    for (const transaction of update.transactions) {
      for (const effect of transaction.effects as readonly StateEffect<unknown>[]) {
        if (effect.is(setSearchQuery)) this.#show(effect.value);
      }
    }
    if (update.docChanged || update.selectionSet) this.#countSoon();
  }

  destroy(): void {
    clearTimeout(this.#countTimer);
  }

  #show(query: SearchQuery): void {
    if (this.#wanted.value !== query.search) this.#wanted.value = query.search;
    if (this.#replacement.value !== query.replace) this.#replacement.value = query.replace;
    press(this.#matchCase, query.caseSensitive);
    press(this.#wholeWords, query.wholeWord);
    this.#countSoon();
  }

  #ask(): void {
    const query = new SearchQuery({
      search: this.#wanted.value,
      replace: this.#replacement.value,
      caseSensitive: isPressed(this.#matchCase),
      wholeWord: isPressed(this.#wholeWords),
      literal: true,
    });
    if (query.eq(getSearchQuery(this.#view.state))) return;
    this.#view.dispatch({ effects: setSearchQuery.of(query) });
  }

  #key(event: KeyboardEvent): void {
    if (runScopeHandlers(this.#view, event, "search-panel")) {
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === this.#wanted) {
      event.preventDefault();
      (event.shiftKey ? findPrevious : findNext)(this.#view);
    } else if (event.key === "Enter" && event.target === this.#replacement) {
      event.preventDefault();
      replaceNext(this.#view);
    }
  }

  #countSoon(): void {
    this.#countTimer ??= setTimeout(() => this.#countMatches(), COUNT_MILLIS_MIN);
  }

  #countMatches(): void {
    this.#countTimer = undefined;
    const { state } = this.#view;
    const query = getSearchQuery(state);
    if (!query.valid) {
      this.#count.textContent = "";
      return;
    }
    const { from, to } = state.selection.main;
    let [count, at] = [0, 0];
    for (const match of matches(query, state)) {
      count++;
      if (match.from === from && match.to === to) at = count;
    }
    const shown = count > COUNTED_MAX ? `${this.#number(COUNTED_MAX)}+` : this.#number(count);
    this.#count.textContent =
      count === 0 ? this.#texts.noMatches : this.#texts.matches(this.#number(at), shown);
  }
}

function* matches(query: SearchQuery, state: EditorState): Generator<{ from: number; to: number }> {
  const cursor = query.getCursor(state);
  for (let found = 0; found <= COUNTED_MAX; found++) {
    const { done, value } = cursor.next() as IteratorResult<{ from: number; to: number }>;
    if (done) return;
    yield value;
  }
}

function element(name: string, className: string, ...children: Node[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function field(name: string, value: string, changed: () => void): HTMLInputElement {
  const made = document.createElement("input");
  made.type = "text";
  made.value = value;
  made.placeholder = name;
  made.setAttribute("aria-label", name);
  made.autocomplete = "off";
  made.spellcheck = false;
  made.addEventListener("input", changed);
  return made;
}

function button(label: string, name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = label === name ? "button" : "icon";
  if (label === name) {
    made.textContent = label;
  } else {
    // The style sheet shows it: a sign is no word that one could say to press the button.
    made.dataset.sign = label;
    made.setAttribute("aria-label", name);
    made.title = name;
  }
  made.addEventListener("click", act);
  return made;
}

function toggle(name: string, label: string, pressed: boolean, changed: () => void): HTMLButtonElement {
  const made = button(label, name, () => {
    press(made, !isPressed(made));
    changed();
  });
  press(made, pressed);
  return made;
}

function press(button: HTMLButtonElement, pressed: boolean): void {
  button.setAttribute("aria-pressed", String(pressed));
}

function isPressed(button: HTMLButtonElement): boolean {
  return button.getAttribute("aria-pressed") === "true";
}
