package io.cowrite.demo;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guest that plays a part in one document: types its lines while somebody is there who is no bot, then takes them back.
 * One thread of its own plays; what the connection tells comes on others, under the connection's lock, which guards
 * {@link #own}.
 */
final class Bot implements ConnectionListener, AutoCloseable {

    /** Most units of the document that bots add to. */
    static final int DOCUMENT_UNITS_MAX = 20_000;

    private static final Logger log = LoggerFactory.getLogger(Bot.class);
    private static final int LINES_SHOWN = 4;
    private static final int KEY_MILLIS_MIN = 45;
    private static final int KEY_MILLIS_MAX = 160;
    private static final int TAKE_BACK_MILLIS = 25;
    private static final int REST_MILLIS = 1_200;
    private static final int LAST_WORDS_MILLIS = 3_000;
    private static final long FOR_EVER_MILLIS = Long.MAX_VALUE / 2_000_000;

    private final Part part;
    private final Set<String> botIds;
    private final RandomGenerator random;
    private final DocumentConnection connection;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final Thread thread;
    private @Nullable OwnText own;
    private volatile boolean ending;
    private int line;

    /** Opens {@code documentId} as {@code client}, and plays from then on. */
    Bot(Part part, CowriteClient client, UUID documentId, Set<String> botIds, RandomGenerator random) {
        this.part = part;
        this.botIds = botIds;
        this.random = random;
        this.connection = client.open(documentId, this);
        this.thread = Thread.ofVirtual().name("cowrite-demo-" + part.name()).start(this::play);
    }

    @Override
    public void welcomed() {
        sessions.clear();
    }

    @Override
    public void loaded(Replica replica) {
        own = null;
    }

    @Override
    public void changed(Delta change) {
        if (own != null) {
            own.follow(change);
        }
    }

    @Override
    public void present(ServerMessage.Presence presence) {
        presence.changed().forEach(present -> sessions.put(present.sessionId(), present.user().id()));
        presence.left().forEach(sessions::remove);
    }

    @Override
    public void stopped(int closeCode, String reason) {
        log.info("The demo's {} has left: {} ({})", part.name(), reason, closeCode);
        ending = true;
    }

    private boolean hasAudience(Replica replica) {
        return replica.isLive() && replica.mayWrite() && !botIds.containsAll(sessions.values());
    }

    private void play() {
        try {
            while (!ending) {
                connection.await(replica -> ending || hasAudience(replica), FOR_EVER_MILLIS);
                while (pause(REST_MILLIS) && scene()) {
                    // The next one.
                }
                edit((_, mine) -> mine.takeBackAll());
            }
            connection.await(Replica::isSettled, LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A few lines, written and taken back; false if nobody looks on any more. */
    private boolean scene() throws InterruptedException {
        for (int i = 0; i < LINES_SHOWN; i++) {
            if (!write(part.sentences().get(line++ % part.sentences().size())) || !pause(REST_MILLIS)) {
                return false;
            }
        }
        while (edit((_, mine) -> mine.takeBack(1))) {
            if (!pause(TAKE_BACK_MILLIS)) {
                return false;
            }
        }
        return true;
    }

    private boolean write(String sentence) throws InterruptedException {
        boolean begun = edit((text, mine) -> text.length() + sentence.length() + 2 > DOCUMENT_UNITS_MAX
                ? Delta.EMPTY
                : mine.beginLine(text, home(text)));
        for (int i = 0; begun && i < sentence.length(); i++) {
            String key = sentence.substring(i, i + 1);
            if (!pause(random.nextInt(KEY_MILLIS_MIN, KEY_MILLIS_MAX)) || !edit((_, mine) -> mine.write(key))) {
                return false;
            }
        }
        return pause(0);
    }

    /** Under the part's heading, else at the end. */
    private int home(Text text) {
        int heading = ("\n" + text).indexOf("\n" + part.heading() + "\n");
        return heading < 0 ? text.length() : heading + part.heading().length() + 1;
    }

    /** False at once when nobody looks on any more. */
    private boolean pause(int millis) throws InterruptedException {
        return !connection.await(replica -> ending || !hasAudience(replica), millis);
    }

    /** Edits the text and shows the caret there; false if there was nothing to do. */
    private boolean edit(BiFunction<Text, OwnText, Delta> change) {
        boolean[] done = {false};
        try {
            connection.edit(text -> {
                Delta edit = change.apply(text, ownOf(text));
                done[0] = !edit.isEmpty();
                return edit;
            });
            if (done[0]) {
                showCaret();
            }
        } catch (InapplicableException | IllegalStateException e) {
            log.debug("{} could not write", part.name(), e); // The document is being loaded anew.
            done[0] = false;
        }
        return done[0];
    }

    private void showCaret() {
        int caret = connection.look(_ -> own == null ? 0 : own.caret());
        connection.select(new Selection(caret, caret));
    }

    private OwnText ownOf(Text text) {
        OwnText known = own;
        if (known == null || known.length() != text.length()) {
            known = new OwnText(text, part.sentences());
            own = known;
        }
        return known;
    }

    /** Has it take back what it wrote, and no more. */
    void end() {
        ending = true;
        var _ = connection.look(replica -> replica); // Wakes the thread.
    }

    /** Ends it, waits a little until what it took back is saved, and leaves. */
    @Override
    public void close() {
        end();
        try {
            thread.join(2L * LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
