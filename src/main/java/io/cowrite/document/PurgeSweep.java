package io.cowrite.document;

import io.cowrite.room.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has purged documents erased: a while after each purge, when what was under way has ended, and every day, for what an
 * append that came late may have left. Every node does it; what one has erased the others do not find.
 */
@Component
class PurgeSweep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeSweep.class);

    private final PurgedDocuments documents;
    private final TimeSource time;
    private final Duration eraseAfter;
    private final Duration every;
    private final AtomicBoolean soon = new AtomicBoolean();
    private volatile boolean running;

    PurgeSweep(
            PurgedDocuments documents,
            TimeSource time,
            @Value("${cowrite.purge.erase-after:60s}") Duration eraseAfter,
            @Value("${cowrite.purge.sweep-every:24h}") Duration every) {
        this.documents = documents;
        this.time = time;
        this.eraseAfter = eraseAfter;
        this.every = every;
    }

    /** A document was purged. */
    void purged() {
        if (!soon.getAndSet(true)) {
            time.after(eraseAfter.toMillis(), () -> {
                soon.set(false);
                sweep();
            });
        }
    }

    @Override
    public void start() {
        running = true;
        purged();
        daily();
    }

    private void daily() {
        time.after(every.toMillis(), () -> {
            sweep();
            if (running) {
                daily();
            }
        });
    }

    private void sweep() {
        try {
            if (running) {
                documents.erase();
            }
        } catch (RuntimeException e) {
            LOG.warn("Purged documents cannot be erased now; tried again: {}", e.getMessage());
            purged();
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
