package io.cowrite.simulation;

import io.cowrite.client.Replica;
import io.cowrite.client.Unsaved;
import io.cowrite.journal.LogRow;
import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.RefusalCode;
import io.cowrite.room.RoomSettings;
import io.cowrite.simulation.Judge.Identity;
import io.cowrite.simulation.Judge.Sent;
import io.cowrite.simulation.Judge.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static io.cowrite.simulation.Judge.wrong;

/** Holds the log as it is in the end against what everybody sent, saw and has. Linear in what happened. */
final class FinalCheck {

    private final World world;
    private final Judge judge;
    private final RoomSettings settings;
    private final List<Entry> log = new ArrayList<>();
    private final List<Spread> spreads = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Hash> hashes = new ArrayList<>();
    private final Map<Identity, Long> versions = new HashMap<>();
    private final Set<Integer> written = new HashSet<>();
    private final Set<Integer> savedThoughRefused = new HashSet<>();
    private Hash hash;
    private String text = "";
    private List<Attributes> formats = List.of();

    FinalCheck(World world) {
        this.world = world;
        this.judge = world.judge;
        this.hash = world.start;
        this.settings = world.scenario.settings();
    }

    void check() {
        if (judge.objection != null) {
            throw wrong(judge.objection);
        }
        fold();
        everybodyHasIt();
        sequencesRise();
        everyEntryIsWhatWasSent();
        toldAndLogAgree();
        if (!judge.rolledBack) {
            realTimeOrder();
            selectionsAreInTheText();
        }
        traysAndLogAgree();
        nothingIsLost();
    }

    private void fold() {
        lengths.add(0);
        hashes.add(hash);
        for (LogRow row : world.store.rows()) {
            if (row.firstVersion() != (row.lastVersion() == 0 ? 0 : log.size() + 1)) {
                throw wrong("a row begins at %d after version %d".formatted(row.firstVersion(), log.size()));
            }
            List<Hash> chain = Fold.chain(hash, row.entries());
            hashes.addAll(chain);
            hash = chain.isEmpty() ? hash : chain.getLast();
            row.entries().forEach(bytes -> fold(judge.decoded(bytes)));
            if (!hash.equals(row.hash()) || log.size() != row.lastVersion()) {
                throw wrong("the row that ends at %d does not chain".formatted(row.lastVersion()));
            }
        }
    }

    private void fold(Entry entry) {
        Spread spread = Spread.of(entry.operation(), text.length());
        if (spread == null) {
            throw wrong("entry %d does not apply".formatted(log.size() + 1));
        }
        if (!log.isEmpty() && log.getLast().at() > entry.at()) {
            throw wrong("entry %d is of before the one before".formatted(log.size() + 1));
        }
        text = spread.apply(text);
        formats = spread.formats().apply(formats, spread.deleted());
        log.add(entry);
        spreads.add(spread);
        lengths.add(text.length());
        world.tally.add(Seen.POISON, entry.refused() == RefusalCode.FAILED ? 1 : 0);
        Identity identity = new Identity(entry.userId(), entry.clientId(), entry.sequence());
        Long before = versions.put(identity, (long) log.size());
        if (before != null) {
            throw wrong("%s stands at %d and at %d".formatted(identity, before, log.size()));
        }
        for (String inserted : spread.inserted()) {
            write(inserted);
        }
    }

    private void write(String inserted) {
        for (int at = 0; at < inserted.length(); at += Character.charCount(inserted.codePointAt(at))) {
            int token = inserted.codePointAt(at);
            if (!written.add(token) && token != Faults.IMPORTED) {
                throw wrong("%s was written twice".formatted(Character.toString(token)));
            }
        }
    }

    /** It was saved, and nobody was left to offer it again when the log lost it. */
    private static boolean isForgotten(Told told) {
        return !told.entry().clientId().equals(told.person().look(Replica::clientId));
    }

    private void everybodyHasIt() {
        for (Person person : world.people) {
            Boolean same = person.look(replica -> replica.isLive()
                    && replica.isSettled()
                    && replica.version() == log.size()
                    && Objects.equals(hash, replica.hash())
                    && replica.shown().toString().equals(text)
                    && formatsOf(replica.shown()).equals(formats));
            if (same == null || !same) {
                throw wrong("person %d has not what the log says: %s; the log is at %d: %s".formatted(person.number(),
                        String.valueOf(person.look(FinalCheck::told)), log.size(), text));
            }
        }
    }

    private static List<Attributes> formatsOf(Text shown) {
        List<Attributes> formats = new ArrayList<>();
        shown.toDelta().ops().forEach(op -> formats.addAll(Collections.nCopies(op.length(), op.attributes())));
        return formats;
    }

    private static String told(Replica replica) {
        return (replica.isLive() ? "live" : "not live") + (replica.isSettled() ? ", settled" : ", not settled")
                + ", may " + (replica.mayWrite() ? "" : "not ") + "write, at " + replica.version() + ": "
                + replica.shown();
    }

    private void sequencesRise() {
        Map<String, Long> last = new HashMap<>();
        for (Entry entry : log) {
            Long before = last.put(entry.userId() + '|' + entry.clientId(), entry.sequence());
            if (before != null && before >= entry.sequence()) {
                throw wrong("%s wrote %d after %d".formatted(entry.clientId(), entry.sequence(), before));
            }
        }
    }

    private void everyEntryIsWhatWasSent() {
        for (int version = 1; version <= log.size(); version++) {
            Entry entry = log.get(version - 1);
            if (judge.imported.contains(entry.clientId())) {
                continue;
            }
            Identity identity = new Identity(entry.userId(), entry.clientId(), entry.sequence());
            List<Sent> ways = judge.sent.getOrDefault(identity, List.of());
            boolean found = false;
            for (Sent way : ways) {
                found |= explains(way, version, entry);
            }
            if (!found) {
                throw wrong("entry %d, %s, is not what was sent: %s".formatted(version, entry, ways));
            }
        }
    }

    private boolean explains(Sent way, int version, Entry entry) {
        Spread moved = moved(way, version);
        if (moved == null) {
            return false;
        }
        RefusalCode refused = entry.refused();
        return refused == null
                ? moved.same(spreads.get(version - 1)) && refusal(way, moved, version) == null
                : entry.operation().isEmpty() && refusal(way, moved, version) == refused;
    }

    private @Nullable Spread moved(Sent way, int version) {
        long base = way.submit().baseVersion();
        if (base >= version || (way.base() != null && !way.base().equals(hashes.get((int) base)))) {
            return null;
        }
        Spread moved = Spread.of(way.submit().operation(), lengths.get((int) base));
        for (int at = (int) base; at < version - 1 && moved != null; at++) {
            moved = moved.over(spreads.get(at));
        }
        return moved;
    }

    private @Nullable RefusalCode refusal(Sent way, Spread moved, int version) {
        int change = moved.lengthAfter() - moved.length();
        if (way.submit().operation().ops().size() > settings.limits().operationComponents()
                || moved.components() > settings.transformedComponents()) {
            return RefusalCode.TOO_LARGE;
        }
        return change > 0 && lengths.get(version - 1) + change > settings.limits().documentUnits()
                ? RefusalCode.DOCUMENT_FULL
                : null;
    }

    private void toldAndLogAgree() {
        for (Told told : judge.told) {
            Entry entry = told.entry();
            Identity identity = new Identity(entry.userId(), entry.clientId(), entry.sequence());
            Long version = versions.get(identity);
            if (!judge.rolledBack && (version == null || version != told.version()
                    || !log.get((int) (version - 1)).equals(entry))) {
                throw wrong("person %d was told that %s stands at %d".formatted(told.person().number(), entry,
                        told.version()));
            }
            boolean knew = !judge.lostWrites.contains(told.person().number()); // Else its sequence may be used again.
            if (knew && entry.refused() != null && version != null && spreads.get((int) (version - 1)).inserts()) {
                savedThoughRefused(told, identity, version);
            }
        }
    }

    /**
     * The log lost the refusal, and a node that still had the submission saved it; so its author must not have sent it
     * again after the refusal.
     */
    private void savedThoughRefused(Told told, Identity identity, long version) {
        if (!judge.rolledBack || judge.insertsSentAt.getOrDefault(identity, Long.MAX_VALUE) >= told.at()) {
            throw wrong("%s was refused, and stands at %d".formatted(identity, version));
        }
        for (String inserted : spreads.get((int) (version - 1)).inserted()) {
            inserted.codePoints().forEach(savedThoughRefused::add);
        }
    }

    /** Whoever knew of an entry before sending stands behind it. */
    private void realTimeOrder() {
        Map<Identity, Long> ackedAt = new HashMap<>();
        judge.told.forEach(told -> ackedAt.merge(new Identity(told.entry().userId(), told.entry().clientId(),
                told.entry().sequence()), told.at(), Math::min));
        long earliestAck = Long.MAX_VALUE;
        for (int version = log.size(); version > 0; version--) {
            Entry entry = log.get(version - 1);
            Identity identity = new Identity(entry.userId(), entry.clientId(), entry.sequence());
            List<Sent> ways = judge.sent.get(identity);
            if (ways != null && ways.getFirst().at() > earliestAck) {
                throw wrong("%s was sent after a later entry was known".formatted(identity));
            }
            earliestAck = Math.min(earliestAck, ackedAt.getOrDefault(identity, Long.MAX_VALUE));
        }
    }

    private void selectionsAreInTheText() {
        for (Judge.Place place : judge.places) {
            if (place.position() > lengths.get((int) place.version())) {
                throw wrong("somebody was shown behind the end: %s".formatted(place));
            }
        }
    }

    private void traysAndLogAgree() {
        for (Judge.Tray tray : judge.trays) {
            Unsaved unsaved = tray.unsaved();
            boolean sure = !unsaved.perhapsSaved() && !judge.lostWrites.contains(tray.person().number());
            if (sure && unsaved.insertedText().codePoints().anyMatch(this::isSurelySaved)) {
                throw wrong("person %d was told that this is not saved: %s".formatted(tray.person().number(), unsaved));
            }
        }
    }

    private boolean isSurelySaved(int token) {
        return written.contains(token) && !savedThoughRefused.contains(token);
    }

    private void nothingIsLost() {
        Set<Integer> known = new HashSet<>(written);
        judge.trays.forEach(tray -> tray.unsaved().insertedText().codePoints().forEach(known::add));
        if (judge.rolledBack) {
            judge.told.stream().filter(FinalCheck::isForgotten).forEach(told -> told.entry().operation().ops().stream()
                    .filter(Op.Insert.class::isInstance)
                    .forEach(op -> ((Op.Insert) op).text().codePoints().forEach(known::add)));
        }
        for (Judge.Token token : judge.tokens) {
            int unit = token.text().codePointAt(0);
            if (!known.contains(unit) && !judge.excused.contains(unit)) {
                throw wrong("%s of person %d is nowhere".formatted(token.text(), token.person()));
            }
        }
    }
}
