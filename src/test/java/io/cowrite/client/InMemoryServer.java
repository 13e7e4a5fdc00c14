package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.ContentParts;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.RefusalCode;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rules of a server in a few lines: one document, everything at once, operations transformed one by one. */
final class InMemoryServer {

    final List<SealedEntry> log = new ArrayList<>();
    Limits limits = Limits.DEFAULTS;
    private Text content = Text.EMPTY;
    private final Hash start = HashChain.start(new UUID(0, 1), DocumentType.TEXT);

    Text content() {
        return content;
    }

    Hash hashAt(long version) {
        return version == 0 ? start : log.get((int) version - 1).hash();
    }

    /** The log goes back to {@code version}, as after a restored backup. */
    void rollBackTo(int version) {
        log.subList(version, log.size()).clear();
        content = Text.EMPTY;
        log.forEach(sealed -> content = applied(content, sealed.entry().operation()));
    }

    /** The same; the content then. */
    String rolledBackTo(int version) {
        rollBackTo(version);
        return content.toString();
    }

    /** What {@code hello} is answered with. */
    List<ServerMessage> join(String userId, ClientMessage.Hello hello) {
        Optional<Point> known = hello.since().stream()
                .filter(point -> point.version() <= log.size())
                .filter(point -> hashAt(point.version()).equals(point.hash()))
                .findFirst();
        long version = known.map(Point::version).orElse((long) log.size());
        List<ServerMessage.Content> parts = known.isPresent() ? List.of() : ContentParts.of(content(), 128);
        ServerMessage.User user = new ServerMessage.User(userId, userId, "#102030");
        List<ServerMessage> answer = new ArrayList<>();
        answer.add(new ServerMessage.Welcome(
                "s",
                hello.clientId(),
                user,
                "editor",
                DocumentType.TEXT,
                "",
                version,
                hashAt(version),
                known.isPresent(),
                log.size(),
                parts.size(),
                15_000,
                limits));
        answer.addAll(parts);
        return answer;
    }

    void submit(String userId, String clientId, ClientMessage.Submit submit) {
        Delta operation = submit.operation();
        for (SealedEntry sealed : log.subList((int) submit.baseVersion(), log.size())) {
            Entry entry = sealed.entry();
            if (entry.userId().equals(userId)
                    && entry.clientId().equals(clientId)
                    && entry.sequence() == submit.sequence()) {
                return;
            }
            operation = operation.transformOver(entry.operation());
        }
        boolean full = applied(content, operation).length() > limits.documentUnits();
        commit(new Entry(
                log.size(),
                clientId,
                full ? Delta.EMPTY : operation,
                full ? RefusalCode.DOCUMENT_FULL : null,
                submit.sequence(),
                userId));
    }

    void commit(Entry entry) {
        byte[] bytes = EntryCodec.encode(entry);
        Hash hash = HashChain.next(hashAt(log.size()), bytes);
        content = applied(content, entry.operation());
        log.add(new SealedEntry(log.size() + 1L, entry, bytes, hash));
    }

    private static Text applied(Text text, Delta operation) {
        try {
            return text.apply(operation);
        } catch (InapplicableException e) {
            throw new AssertionError("an operation does not fit: " + operation, e);
        }
    }
}
