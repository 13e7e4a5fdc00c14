import type { EditorBinding } from "../bindings/binding.ts";
import { CodeMirrorBinding } from "../bindings/codemirror/binding.ts";
import type { Counts } from "../bindings/codemirror/tally.ts";
import { systemClock } from "../client/clock.ts";
import type { Collaborator } from "../client/presence.ts";
import type { PresenceState, User } from "../client/protocol.ts";
import type { Rescued, Session, SessionListener, Status } from "../client/session.ts";
import { keptSession, runErrands } from "../offline/kept-session.ts";
import { checkShell } from "../offline/shell.ts";
import { type Listed, listed } from "./recent.ts";
import { locale } from "./texts/catalogue.svelte.ts";
import { texts } from "./texts.ts";
import { Together } from "./together.svelte.ts";

/** "Saved" is shown when nothing has been unsaved for so long; what is not saved shows at once. */
const CALM_MILLIS = 400;

/** Where a document is shown. */
export interface Stage {
  readonly text: HTMLElement;
  /** For what the editor shows beside the text. */
  readonly panels: HTMLElement;
  /** How much of the window other things cover at its top and bottom, in pixels. */
  readonly covered: () => { readonly top: number; readonly bottom: number };
  /** The author asks for the list of shortcuts. */
  readonly shortcuts: () => void;
}

/** An open document as the page shows it. */
export class LiveDocument implements SessionListener {
  shownStatus = $state.raw<Status>({ kind: "loading" });
  rescued = $state.raw<readonly Rescued[]>([]);
  heading = $state("");
  isEditable = $state(false);
  /** Whether the content has come. */
  isLoaded = $state(false);
  counts = $state.raw<Counts>({ words: 0, characters: 0 });
  /** What of it is selected; null: nothing. */
  selected = $state.raw<Counts | null>(null);
  readonly together: Together;
  /** What others changed; null while nobody looks. */
  recent = $state.raw<readonly Listed[] | null>(null);
  /** Whether something of the reader's own is on this device that this page cannot read. */
  isUnreadable = $state(false);
  /** Everybody who was here, by id. */
  readonly #seen = new Map<string, User>();
  readonly #id: string;
  /** Null until it is known what this device keeps of the document. */
  #session: Session | null = null;
  #declared: PresenceState | null = null;
  #binding: EditorBinding | null = null;
  #cancelCalm = () => {};

  /** `myself` is the id of who looks at it. */
  constructor(id: string, myself: string) {
    this.#id = id;
    this.together = new Together(myself, (state) => this.#declare(state));
  }

  /** Shows the document on `stage` until the function that comes back is called. */
  open(stage: Stage): () => void {
    const binding = new CodeMirrorBinding(
      {
        edit: (edit, returns) => this.#session?.edit(edit, returns),
        select: (selection) => this.#session?.select(selection),
      },
      {
        parent: stage.text,
        panels: stage.panels,
        label: texts.editor.label(this.heading || texts.list.untitled),
        texts: texts.search,
        number: (value) => value.toLocaleString(locale()),
        covered: stage.covered,
        counted: (all, selected) => {
          this.counts = all;
          this.selected = selected;
        },
        shortcuts: stage.shortcuts,
        nonce: document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "",
      },
    );
    this.#binding = binding;
    this.#showPlaceholder();
    const part = this.together.attach(binding);
    const watch = new AbortController();
    const { signal } = watch;
    addEventListener("online", () => this.tryNow(), { signal });
    addEventListener("offline", () => this.#session?.doubt(), { signal });
    addEventListener("pagehide", () => this.#session?.flush(), { signal });
    addEventListener("beforeunload", (event) => this.#warn(event), { signal });
    void this.#begin(signal);
    return () => {
      this.#takeBackEarly();
      watch.abort();
      part();
      this.#cancelCalm();
      binding.destroy();
    };
  }

  async #begin(left: AbortSignal): Promise<void> {
    const { session, taken, isUnreadable } = await keptSession(this.#id, this);
    const release = () => taken?.release();
    if (left.aborted) return release();
    left.addEventListener("abort", () => session.leave(release));
    this.isUnreadable = isUnreadable;
    this.#session = session;
    session.declare(this.#declared);
    session.open();
    if (taken) await runErrands(this.#id, session, left);
  }

  #declare(state: PresenceState | null): void {
    this.#declared = state;
    this.#session?.declare(state);
  }

  tryNow(): void {
    this.#session?.connect();
  }

  dismiss(id: number): void {
    this.#session?.dismiss(id);
  }

  /** Puts a text of the tray back, as a new edit. */
  putBack(id: number): void {
    const item = this.rescued.find((one) => one.id === id);
    if (!item || !this.isEditable) return;
    this.#binding?.insert(item.text);
    this.dismiss(id);
  }

  unsettledText(): string {
    return this.#session?.unsettledText() ?? "";
  }

  focus(): void {
    this.#binding?.focus();
  }

  find(): void {
    this.#binding?.find();
  }

  text(): string {
    return this.#binding?.text() ?? "";
  }

  insertAt(...[text, point]: Parameters<EditorBinding["insertAt"]>): void {
    if (this.isEditable) this.#binding?.insertAt(text, point);
  }

  change(...[change]: Parameters<SessionListener["change"]>): void {
    this.#binding?.change(change);
  }

  forgetUndo(): void {
    this.#binding?.forgetUndo();
  }

  presence(here: readonly Collaborator[]): void {
    for (const { user } of here) this.#seen.set(user.id, user);
    this.together.presence(here);
    if (this.recent) this.listRecent();
  }

  /** Lists what others changed, and keeps the list up to date. */
  listRecent(): void {
    const session = this.#session;
    this.recent = session?.replica ? listed(session.recent, session.replica.shown(), this.#seen) : [];
  }

  goTo(change: Listed): void {
    this.#binding?.goTo(change.from);
  }

  status(status: Status): void {
    if (this.#session?.replica && !this.isLoaded) {
      this.isLoaded = true;
      this.#showPlaceholder();
    }
    if (status.kind === "saved" && this.shownStatus.kind === "connecting") checkShell();
    this.#cancelCalm();
    if (status.kind === "saved" && this.shownStatus.kind === "saving") {
      this.#cancelCalm = systemClock.after(CALM_MILLIS, () => {
        this.shownStatus = status;
      });
    } else {
      this.shownStatus = status;
    }
    this.#endEarly(status);
  }

  editable(editable: boolean): void {
    this.isEditable = editable;
    this.#binding?.setEditable(editable);
    this.#showPlaceholder();
  }

  /** Who opens a document may type at once, until it turns out that this takes longer, or that they may only read. */
  #endEarly(status: Status): void {
    if (this.isEditable) this.#binding?.begin();
    if (this.isEditable || status.kind === "loading") return;
    this.#binding?.setEditable(false);
    if (this.isLoaded || status.kind === "stopped") this.#takeBackEarly();
  }

  #takeBackEarly(): void {
    const text = this.#binding?.takeBack() ?? "";
    if (text !== "") this.#session?.adopt([{ id: 0, refused: "early", text }], () => {});
  }

  tray(items: readonly Rescued[]): void {
    this.rescued = items;
  }

  title(title: string): void {
    this.heading = title;
  }

  /** What stands where there is no text says whether some may still come. */
  #showPlaceholder(): void {
    const loaded = this.isEditable ? texts.editor.placeholder : texts.writing.nothing;
    this.#binding?.setPlaceholder(this.#session?.replica ? loaded : texts.writing.opening);
  }

  #warn(event: BeforeUnloadEvent): void {
    if (this.#session?.isAtRisk || this.#binding?.isEarly) event.preventDefault();
  }
}
