/** Something that was done, and how to go on from there. */
export interface Toast {
  readonly sentence: string;
  readonly action: string;
  readonly act: () => void;
  /** Called when it goes while the keyboard is in it: puts the focus somewhere sensible. */
  readonly giveFocus: () => void;
}

class Toasts {
  shown = $state.raw<Toast | null>(null);

  show(toast: Toast): void {
    this.shown = toast;
  }

  clear(): void {
    this.shown = null;
  }
}

/** The one toast of the page: a newer one takes the place of an older. */
export const toasts = new Toasts();
