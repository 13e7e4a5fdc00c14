import type { EditorBinding } from "../bindings/binding.ts";
import type { Collaborator } from "../client/presence.ts";
import type { PresenceState } from "../client/protocol.ts";
import { Comings } from "./comings.ts";
import { type Companion, Company, ownState } from "./company.ts";
import { keep, kept } from "./kept.ts";
import { locale } from "./texts/catalogue.svelte.ts";
import { texts } from "./texts.ts";
import { Writers } from "./writers.ts";

/** People who stop typing, or go away, do so without a message. */
const LOOK_AGAIN_MILLIS = 1_000;
/** Who came, went or writes is said at most so often. */
const SAY_MILLIS_MIN = 5_000;
/** How long a sentence that passes is shown. */
const NOTE_MILLIS = 4_000;

const CARETS = "carets";
const FOLLOW = "follow";
const HIDDEN = "hidden";
const REFUSED = "refused";

/** One's company in a document: who is here, where they are, and whom one follows. */
export class Together {
  companions = $state.raw<readonly Companion[]>([]);
  /** Whom one follows. */
  followed = $state.raw<Companion | null>(null);
  /** The id of whom one went to last: the next time one follows them. */
  visited = $state<string | null>(null);
  /** A sentence that passes. */
  note = $state("");
  /** Who came, went or writes, for those who do not see it. */
  said = $state("");
  showsCarets = $state(kept(CARETS) !== HIDDEN);
  mayBeFollowed = $state(kept(FOLLOW) !== REFUSED);
  readonly #myself: string;
  readonly #declare: (state: PresenceState | null) => void;
  #binding: Pick<EditorBinding, "presence" | "reveal"> | null = null;
  #here: readonly Collaborator[] = [];
  #company = Company.NOBODY;
  #step = "";
  readonly #comings = new Comings();
  readonly #writers = new Writers();
  #sayTimer: ReturnType<typeof setTimeout> | undefined;
  #noteTimer: ReturnType<typeof setTimeout> | undefined;

  /** `myself` is one's own user id; `declare` tells the others what one says of oneself. */
  constructor(myself: string, declare: (state: PresenceState | null) => void) {
    this.#myself = myself;
    this.#declare = declare;
  }

  /** Shows the others in `binding` until the function that comes back is called. */
  attach(binding: Pick<EditorBinding, "presence" | "reveal">): () => void {
    this.#binding = binding;
    this.#declare(ownState(this.mayBeFollowed));
    const timer = setInterval(() => this.#look(), LOOK_AGAIN_MILLIS);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#noteTimer);
      clearTimeout(this.#sayTimer);
      this.#binding = null;
    };
  }

  /** Who else is here, with selections in the shown content. */
  presence(here: readonly Collaborator[]): void {
    this.#here = here;
    this.#company = this.#company.seen(here, Date.now());
    this.#binding?.presence(this.showsCarets ? here : []);
    this.#look();
    this.#keepUp();
  }

  /** Goes to where they are; who was gone to already is followed from then on, and no longer the time after. */
  choose({ user, mayBeFollowed }: Companion): void {
    if (this.followed?.user.id === user.id) {
      this.stop();
      return;
    }
    const isAgain = this.visited === user.id;
    this.stop();
    this.visited = user.id;
    if (!isAgain || !this.#follow(user.id, mayBeFollowed)) this.#goTo(user.id);
  }

  /** Follows nobody any more. */
  stop(): void {
    this.followed = null;
    this.visited = null;
  }

  showCarets(shows: boolean): void {
    this.showsCarets = shows;
    keep(CARETS, shows ? "shown" : HIDDEN);
    this.#binding?.presence(shows ? this.#here : []);
  }

  allowFollowing(allows: boolean): void {
    this.mayBeFollowed = allows;
    keep(FOLLOW, allows ? "allowed" : REFUSED);
    this.#declare(ownState(allows));
  }

  #follow(id: string, mayBeFollowed: boolean): boolean {
    const companion = this.companions.find(({ user }) => user.id === id);
    if (!companion) return false;
    if (!mayBeFollowed) {
      this.#say(texts.together.unwilling(companion.user.name));
      return false;
    }
    this.followed = companion;
    this.#step = "";
    this.#keepUp();
    return true;
  }

  #goTo(id: string): void {
    const place = this.#company.whereabouts(id);
    const name = this.companions.find(({ user }) => user.id === id)?.user.name ?? "";
    if (place) this.#binding?.reveal(place.at);
    else this.#say(texts.together.nowhere(name));
  }

  /** Stays with whom one follows. */
  #keepUp(): void {
    if (!this.followed) return;
    const place = this.#company.whereabouts(this.followed.user.id);
    if (!place || place.step === this.#step) return;
    this.#step = place.step;
    this.#binding?.reveal(place.at);
  }

  #look(): void {
    const companions = this.#company.companions(this.#myself, Date.now());
    const writing = companions.filter(({ isTyping }) => isTyping).map(({ user }) => user);
    if (this.#writers.see(writing, Date.now())) this.#saySoon();
    if (JSON.stringify(companions) === JSON.stringify(this.companions)) return;
    this.companions = companions;
    if (this.#comings.see(companions.map(({ user }) => user))) this.#saySoon();
    if (!this.followed) return;
    const { id, name } = this.followed.user;
    const companion = companions.find(({ user }) => user.id === id);
    if (companion?.mayBeFollowed) {
      this.followed = companion;
      return;
    }
    this.stop();
    this.#say(companion ? texts.together.unwilling(name) : texts.together.gone(name));
  }

  #saySoon(): void {
    this.#sayTimer ??= setTimeout(() => this.#sayNews(), SAY_MILLIS_MIN);
  }

  #sayNews(): void {
    this.#sayTimer = undefined;
    const names = new Intl.ListFormat(locale());
    const { came, went } = this.#comings.take();
    const writing = this.#writers.take();
    const sentences = [
      came.length > 0 ? texts.together.came(names.format(came), came.length === 1) : "",
      went.length > 0 ? texts.together.went(names.format(went), went.length === 1) : "",
      writing.length > 0 ? texts.together.writing(names.format(writing), writing.length === 1) : "",
    ];
    this.said = sentences.join(" ").trim();
  }

  #say(sentence: string): void {
    this.note = sentence;
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => {
      this.note = "";
    }, NOTE_MILLIS);
  }
}
