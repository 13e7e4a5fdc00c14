package io.cowrite.journal;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What two people typed into a document, as entries that apply and hashes that chain. One thread. */
final class TypedLog {

    private static final String[] CLIENTS = {"kQ3v-a8Zt_7bN0pWxYz1Q2", "Zt_7"};
    private static final String[] USERS = {"0198c0de-1111-7abc-8def-0123456789ab", "u2"};

    private final UUID id;
    private final Random random;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<Hash> hashes = new ArrayList<>();
    private final long[] sequences = new long[CLIENTS.length];
    private long at = 1_790_000_000_000L;
    private int length;
    private int cursor;

    TypedLog(UUID id, long seed) {
        this.id = id;
        this.random = new Random(seed);
        hashes.add(HashChain.start(id, DocumentType.TEXT));
    }

    /** A new document with a row of {@code rowEntries} entries each until there are {@code count}; a day old. */
    static TypedLog stored(LogDatabase database, int count, int rowEntries, long seed) throws SQLException {
        UUID id = UUID.randomUUID();
        TypedLog log = new TypedLog(id, seed);
        database.startDocument(id, log.hash(0));
        try (Connection connection = database.connections.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
                    values (?, ?, ?, now() - interval '1 day', ?, ?)""")) {
                while (log.version() < count) {
                    Append append = log.type(log.end(), Math.min(rowEntries, count - (int) log.version()));
                    insert.setObject(1, id);
                    insert.setLong(2, append.firstVersion());
                    insert.setLong(3, append.lastVersion());
                    insert.setBytes(4, append.hash().bytes());
                    insert.setBytes(5, RowForm.plain(append.entries()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
        return log;
    }

    UUID id() {
        return id;
    }

    long version() {
        return entries.size();
    }

    Hash hash(long version) {
        return hashes.get((int) version);
    }

    byte[] entry(long version) {
        return entries.get((int) version - 1);
    }

    List<byte[]> entries() {
        return List.copyOf(entries);
    }

    /** The end of a log whose last row has one entry. */
    LogEnd end() {
        return new LogEnd(version(), version(), hash(version()));
    }

    /** Types on after {@code follows}. */
    Append type(LogEnd follows, int count) {
        List<byte[]> typed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] entry = EntryCodec.encode(next());
            entries.add(entry);
            hashes.add(HashChain.next(hash(hashes.size() - 1), entry));
            typed.add(entry);
        }
        return new Append(id, follows, LogFixture.ACCESS, typed, hash(version()));
    }

    private Entry next() {
        int who = random.nextInt(50) == 0 ? 1 : 0;
        at += 60 + random.nextInt(280);
        if (random.nextInt(40) == 0) {
            cursor = random.nextInt(length + 1);
        }
        return new Entry(at, CLIENTS[who], operation(), null, ++sequences[who], USERS[who]);
    }

    private Delta operation() {
        List<Op> ops = new ArrayList<>();
        boolean deletes = cursor > 0 && random.nextInt(10) == 0;
        int place = deletes ? cursor - 1 : cursor;
        if (place > 0) {
            ops.add(new Op.Retain(place));
        }
        if (deletes) {
            ops.add(new Op.Delete(1));
            length--;
            cursor--;
        } else {
            String[] texts = {"\"", "\\", "\n", "ä", "€", " 17,", "}"};
            String text = random.nextInt(20) == 0
                    ? texts[random.nextInt(texts.length)]
                    : String.valueOf((char) ('a' + random.nextInt(26)));
            ops.add(new Op.Insert(text));
            length += text.length();
            cursor += text.length();
        }
        return Delta.of(ops);
    }
}
