import type { Texts } from "./en.ts";

/** Everything the page says, in German. */
export const de: Texts = {
  brand: "Cowrite",
  loading: "Lädt…",
  tryNow: "Jetzt versuchen",
  tryAgain: "Nochmals versuchen",
  copy: "Kopieren",
  copied: "Kopiert",
  dismiss: "Verwerfen",
  save: "Speichern",
  cancel: "Abbrechen",
  list: {
    heading: "Deine Dokumente",
    create: "Neues Dokument",
    creating: "Wird angelegt…",
    untitled: "Ohne Titel",
    rename: (title) => `„${title}“ umbenennen`,
    titleOf: (title) => `Neuer Titel von „${title}“`,
    empty: "Noch nichts hier. Lege ein Dokument an und schicke den Link allen, die mitschreiben sollen.",
    more: "Mehr zeigen",
    by: (owner) => `von ${owner}`,
    yours: "von dir",
    youAre: (name) => `Du bist ${name}`,
  },
  editor: {
    back: "Alle Dokumente",
    title: "Titel des Dokuments",
    label: (title) => `Text von ${title}`,
    placeholder: "Schreib etwas…",
    copyLink: "Link kopieren",
    linkCopied: "Link kopiert",
    keyboard: "Tab rückt ein; Escape und dann Tab verlässt den Text.",
    people: "Wer hier ist",
    you: (name) => `${name} (du)`,
    morePeople: (count) => `${count} weitere`,
  },
  status: {
    opening: "Wird geöffnet…",
    saved: "Gespeichert",
    saving: "Speichert…",
    delayed: (edits) => `Speichern geht gerade nicht, ${changes(edits)} in diesem Tab aufbewahrt`,
    readOnly: "Nur lesen",
    readOnlyUnsaved: (edits) => `Nur lesen, ${changes(edits)} nicht gespeichert`,
    connecting: "Verbindet…",
    offline: "Offline",
    offlineUnsaved: (edits) => `Offline, ${changes(edits)} in diesem Tab aufbewahrt`,
    reconnecting: (seconds) => `Neuer Versuch in ${seconds} s`,
  },
  tray: {
    heading: "Für dich aufbewahrter Text",
    textOf: "Aufbewahrter Text",
    perhaps: "Vielleicht wurde das nicht gespeichert. Sieh im Dokument nach, bevor du es wieder einfügst.",
    noText: "Die Änderung hat nur Text entfernt.",
    copyUnsaved: "Ungespeicherten Text kopieren",
  },
  refusals: {
    other: "Der Dienst hat diese Änderung abgelehnt; sie steht nicht im Dokument.",
    past_end: "Diese Änderung reichte über das Ende des Dokuments hinaus und wurde abgelehnt.",
    cuts_surrogate_pair: "Diese Änderung hätte ein Zeichen zerschnitten und wurde abgelehnt.",
    too_large: "Diese Änderung war zu groß und wurde abgelehnt.",
    document_full: "Das Dokument ist voll; dieser Text passte nicht mehr hinein.",
    schema: "Diese Art von Dokument erlaubt diese Änderung nicht.",
    failed: "Der Dienst ist an dieser Änderung gescheitert; sie steht nicht im Dokument.",
  },
  closings: {
    update: {
      word: "Neue Fassung nötig",
      sentence:
        "Diese Seite und der Dienst verstehen einander nicht. Lade die Seite neu, um die neueste zu haben.",
    },
    1009: {
      word: "Zu groß",
      sentence: "Eine Nachricht war zu groß für den Dienst oder für etwas auf dem Weg dorthin.",
    },
    4413: {
      word: "Zu groß",
      sentence: "Eine Änderung war zu groß für den Dienst; deshalb wird nichts mehr gesendet.",
    },
    4401: {
      word: "Nicht angemeldet",
      sentence: "Deine Anmeldung ist abgelaufen. Melde dich wieder an und versuche es hier nochmals.",
    },
    4403: {
      word: "Kein Zugang",
      sentence: "Dieses Dokument ist nicht mehr für dich freigegeben. Frag die Person, der es gehört.",
    },
    4404: {
      word: "Kein solches Dokument",
      sentence:
        "An dieser Adresse ist kein Dokument, oder es ist nicht für dich freigegeben. Prüfe den Link.",
    },
    4409: {
      word: "Anderswo geöffnet",
      sentence:
        "Dieses Dokument läuft in einem anderen Tab weiter. Was du hier siehst, ändert sich nicht mehr.",
    },
    4410: {
      word: "Gelöscht",
      sentence:
        "Dieses Dokument wurde gelöscht. Du kannst den Text noch kopieren; wem es gehört, kann es aus dem Papierkorb holen.",
    },
    other: {
      word: "Getrennt",
      sentence: (code) => `Der Dienst hat die Verbindung beendet (Code ${code}).`,
    },
  },
  errors: {
    unreachable: "Der Dienst ist nicht zu erreichen.",
    failed: "Das hat nicht geklappt.",
    signedOut: "Du bist nicht angemeldet, und Gäste sind hier nicht zugelassen.",
  },
  problems: {
    not_signed_in: "Deine Anmeldung ist abgelaufen. Lade die Seite neu.",
    csrf_token_missing: "Die Seite passt nicht mehr zum Dienst. Lade sie neu und versuche es nochmals.",
    forbidden: "Das darfst du in diesem Dokument nicht. Frag die Person, der es gehört.",
    no_such_document: "Dieses Dokument gibt es nicht mehr, oder es ist nicht mehr für dich freigegeben.",
    too_large: "Das ist mehr, als der Dienst auf einmal nimmt.",
    invalid_title: "Ein Titel hat 1 bis 200 Zeichen, auf einer Zeile.",
    invalid_name: "Ein Name hat 1 bis 80 Zeichen, auf einer Zeile.",
    internal: "Der Dienst ist daran gescheitert. Versuche es nochmals; bleibt es so, sag es dem Betreiber.",
    unavailable:
      "Der Dienst erreicht seine Datenbank nicht; nichts wurde gespeichert. Versuche es bald nochmals.",
  },
};

function changes(count: number): string {
  return count === 1 ? "1 Änderung" : `${count} Änderungen`;
}
