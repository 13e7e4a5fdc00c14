package io.cowrite.simulation;

import io.cowrite.access.Rights;
import io.cowrite.access.Role;
import io.cowrite.client.Replica;
import io.cowrite.client.Unsaved;
import io.cowrite.journal.Append;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes down what everybody sends and sees, and objects at once to what is wrong whatever comes later. */
final class Judge {

    private static final String HASH = "\"hash\":\"";
    private static final int HASH_DIGITS = 64;

    /** Whose submission. */
    record Identity(String userId, String clientId, long sequence) {}

    /** One way in which it was sent. {@code at}: first, nanoseconds; {@code base}: of its log there; null: not known. */
    record Sent(Identity identity, ClientMessage.Submit submit, @Nullable Hash base, long at) {}

    /** A submission's frame; {@code base}: of its log there; null: on whatever base. */
    private record Frame(String userId, String clientId, String text, @Nullable Hash base) {}

    /** Its author was told what became of it. */
    record Told(Person person, long version, Entry entry, long at) {}

    record Tray(Person person, Unsaved unsaved) {}

    /** Where somebody was shown to be, in the content of {@code version}. */
    record Place(long version, int position) {}

    /** @param person who typed it */
    record Token(int person, String text) {}

    private final World world;
    private final IdentityHashMap<byte[], Entry> decoded = new IdentityHashMap<>();
    private final Set<String> committed = new HashSet<>();
    private final Map<Frame, Sent> frames = new HashMap<>();
    final Map<Identity, List<Sent>> sent = new HashMap<>();
    /** When something that inserts was last sent. */
    final Map<Identity, Long> insertsSentAt = new HashMap<>();
    final List<Told> told = new ArrayList<>();
    final List<Tray> trays = new ArrayList<>();
    final List<Place> places = new ArrayList<>();
    final List<Token> tokens = new ArrayList<>();
    /** Those of which nobody can say whether they are somewhere in the end. */
    final Set<Integer> excused = new HashSet<>();
    final Set<Integer> lostWrites = new HashSet<>();
    /** Client ids of those whom nobody here has seen submit. */
    final Set<String> imported = new HashSet<>();
    boolean rolledBack;
    /** Found where nobody hears an error. */
    @Nullable
    String objection;
    private int wide;

    Judge(World world) {
        this.world = world;
    }

    static AssertionError wrong(String what) {
        return new AssertionError(what);
    }

    // The store.

    void committed(Point point) {
        committed.add(point.hash().hex());
    }

    void committed(Append append) {
        Fold.chain(append.follows().hash(), append.entries()).forEach(hash -> committed.add(hash.hex()));
        if (!committed.contains(append.hash().hex())) {
            throw wrong("the row at %d has another hash than its entries".formatted(append.firstVersion()));
        }
    }

    void rolledBackTo(long version) {
        world.queue.note(version);
        rolledBack = true;
    }

    void appendBegan(Append append, Rights rights) {
        for (byte[] bytes : append.entries()) {
            Entry entry = decoded(bytes);
            if (!rights.roleOf(entry.userId()).map(Role::mayWrite).orElse(false)) {
                throw wrong("%s may not write, and an append with their entry began".formatted(entry.userId()));
            }
        }
    }

    void object(String what) {
        objection = what;
    }

    // The service.

    /** Whatever is sent names points of the log: these must be in it. */
    void sent(byte[] utf8) {
        String frame = new String(utf8, StandardCharsets.ISO_8859_1);
        int at = frame.lastIndexOf(HASH);
        if (at >= 0) {
            String hash = frame.substring(at + HASH.length(), at + HASH.length() + HASH_DIGITS);
            if (!committed.contains(hash)) {
                throw wrong("sent before it was committed: %s".formatted(new String(utf8, StandardCharsets.UTF_8)));
            }
        }
    }

    /** A node closes a connection: whatever happens, no room fails. */
    void closes(int code, String reason) {
        if (code == 1011 && reason.startsWith("the server failed")) {
            object("a room failed");
        }
    }

    // The people.

    String token(int person, boolean isWide) {
        String text = isWide ? Character.toString(0x2_0000 + wide++) : Character.toString(0x4e00 + tokens.size());
        tokens.add(new Token(person, text));
        return text;
    }

    void deleted(String text) {
        text.codePoints().forEach(excused::add);
    }

    void writesLost(int person) {
        lostWrites.add(person);
        tokens.stream().filter(token -> token.person == person).forEach(token -> deleted(token.text));
    }

    void submitted(Person person, String clientId, String frame) {
        Optional<Hash> known = person.look(replica -> Optional.ofNullable(replica.hash()));
        Hash base = known == null ? null : known.orElse(null);
        Long version = person.look(Replica::version);
        boolean atBase = version != null && frame.contains("\"baseVersion\":" + version + ",");
        Frame key = new Frame(person.author().id(), clientId, frame, null);
        Frame onBase = new Frame(person.author().id(), clientId, frame, base);
        Sent before = frames.get(atBase ? onBase : key);
        if (before != null) {
            world.tally.add(Seen.RESENDS);
            noteIfItInserts(before);
            return;
        }
        try {
            ClientMessage.Submit submit = (ClientMessage.Submit) ClientCodec.decode(frame);
            Identity identity = new Identity(person.author().id(), clientId, submit.sequence());
            Sent made = new Sent(identity, submit, atBase ? base : null, world.queue.now());
            frames.put(key, made);
            frames.put(onBase, made);
            noteIfItInserts(made);
            List<Sent> ways = sent.computeIfAbsent(identity, same -> new ArrayList<>());
            world.tally.add(Seen.SUBMISSIONS, ways.isEmpty() ? 1 : 0);
            ways.add(made);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private void noteIfItInserts(Sent sent) {
        if (sent.submit().operation().ops().stream().anyMatch(Op.Insert.class::isInstance)) {
            insertsSentAt.put(sent.identity(), world.queue.now());
        }
    }

    void welcomed(Person person) {
        world.queue.note(person.number());
    }

    void settled(Person person, long version, Entry entry) {
        told.add(new Told(person, version, entry, world.queue.now()));
        if (!rolledBack && world.store.head().lastVersion() < version) {
            throw wrong("person %d was told of version %d, which whoever reads now does not get".formatted(
                    person.number(), version));
        }
        if (entry.refused() != null) {
            world.tally.add(Seen.REFUSALS);
        }
    }

    void unsaved(Person person, Unsaved unsaved) {
        trays.add(new Tray(person, unsaved));
        world.tally.add(Seen.TRAY);
        boolean always = unsaved.reason() == Unsaved.Reason.REFUSED;
        boolean mayBe = switch (unsaved.reason()) {
            case REFUSED, POINT_UNKNOWN, TOO_LARGE, STRAY_ENTRY, RESEND_UNSETTLED -> true;
            case HISTORY_BROKEN, DIVERGED, AUTHOR_CHANGED -> false;
        };
        boolean faultFree = !rolledBack && !lostWrites.contains(person.number());
        if (!mayBe || (faultFree && !always)) {
            throw wrong("person %d was led astray: %s".formatted(person.number(), unsaved));
        }
    }

    void present(ServerMessage.Presence presence) {
        for (ServerMessage.Present one : presence.changed()) {
            Selection selection = one.selection();
            if (selection != null) {
                places.add(new Place(presence.version(), Math.max(selection.anchor(), selection.head())));
            }
        }
    }

    void closed(Person person, int code) {
        world.queue.note(code + person.number());
        switch (code) {
            case 4409 -> {
                if (!lostWrites.contains(person.number())) {
                    throw wrong("person %d was sent away for an older connection".formatted(person.number()));
                }
            }
            case 1012 -> world.tally.add(Seen.CLOSED_1012);
            case 4410 -> world.tally.add(Seen.CLOSED_4410);
            case 4408 -> world.tally.add(Seen.CLOSED_4408);
            case 4411 -> world.tally.add(Seen.CLOSED_4411);
            case 4412 -> {
                if (!rolledBack) {
                    throw wrong("person %d was told that the log went back, and it did not".formatted(
                            person.number()));
                }
                world.tally.add(Seen.CLOSED_4412);
            }
            case 1011, 4400 -> {
                if (code == 1011 && world.scenario.faults() == 0) {
                    throw wrong("the server failed");
                }
            }
            default -> {
            }
        }
    }

    /** The same bytes are met again and again. */
    Entry decoded(byte[] bytes) {
        return decoded.computeIfAbsent(bytes, same -> {
            try {
                return EntryCodec.decode(same);
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
