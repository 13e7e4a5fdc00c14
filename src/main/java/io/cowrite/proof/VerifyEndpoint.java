package io.cowrite.proof;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/** For operators, on their port: proves one document or all of them, and tells what is in quarantine. */
@Component
@Endpoint(id = "verify")
class VerifyEndpoint {

    private static final int QUARANTINED_MAX = 100;

    private final Scrub scrub;
    private final Examiner examiner;
    private final StoredQuarantine quarantine;

    VerifyEndpoint(Scrub scrub, Examiner examiner, StoredQuarantine quarantine) {
        this.scrub = scrub;
        this.examiner = examiner;
        this.quarantine = quarantine;
    }

    /**
     * How things stand.
     *
     * @param run over all documents, under way or the last; null: none since the start
     * @param quarantined the newest of them
     */
    record State(Scrub.@Nullable Run run, List<Quarantined> quarantined) {}

    @ReadOperation
    State state() {
        return new State(scrub.last(), quarantine.newest(QUARANTINED_MAX));
    }

    /** Begins to prove all documents; {@link #state} tells how far it has come. */
    @WriteOperation
    State all() {
        scrub.begin();
        return state();
    }

    /** Proves one document; it is in quarantine afterwards, or not any more. 404: there is none. */
    @WriteOperation
    WebEndpointResponse<StoreProof.Proven> one(@Selector String documentId) {
        return examiner.prove(parse(documentId)).toCompletableFuture().join().map(WebEndpointResponse::new)
                .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }

    private static UUID parse(String documentId) {
        try {
            return UUID.fromString(documentId);
        } catch (IllegalArgumentException e) {
            throw new InvalidEndpointRequestException("not the id of a document", "not a UUID");
        }
    }
}
