import { keepShell } from "../offline/shell.ts";

class Update {
  /** Whether the service has a newer page than this one. */
  isNeeded = $state(false);

  /** `script` is the address of this page's own. */
  watch(script: string): void {
    void keepShell(new URL(script).pathname, () => {
      this.isNeeded = true;
    });
  }
}

export const update = new Update();
