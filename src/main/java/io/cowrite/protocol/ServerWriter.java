package io.cowrite.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes server messages. */
final class ServerWriter {

    private ServerWriter() {}

    static void write(JsonBytes out, ServerMessage message) {
        switch (message) {
            case ServerMessage.Welcome welcome -> write(out, welcome);
            case ServerMessage.Content content ->
                DeltaJson.write(out.raw("{\"type\":\"content\",\"operation\":"), content.operation());
            case ServerMessage.Ops ops -> write(out, ops);
            case ServerMessage.Catchup catchup -> {
                out.raw("{\"type\":\"catchup\",\"toVersion\":").number(catchup.toVersion()).raw(",\"operation\":");
                DeltaJson.write(out, catchup.operation());
                out.raw(",\"hash\":").string(catchup.hash().hex());
            }
            case ServerMessage.Presence presence -> write(out, presence);
            case ServerMessage.Notice notice -> write(out, notice);
            case ServerMessage.Heartbeat heartbeat ->
                out.raw("{\"type\":\"heartbeat\",\"version\":")
                        .number(heartbeat.version())
                        .raw(",\"hash\":")
                        .string(heartbeat.hash().hex());
            case ServerMessage.Pong pong ->
                out.raw("{\"type\":\"pong\",\"id\":").string(pong.id());
        }
        out.raw('}');
    }

    static void beginOps(JsonBytes out, long firstVersion) {
        out.raw("{\"type\":\"ops\",\"firstVersion\":").number(firstVersion).raw(",\"operations\":[");
    }

    static void endOps(JsonBytes out, Hash hash, @Nullable Long checksum) {
        out.raw("],\"hash\":").string(hash.hex());
        if (checksum != null) {
            out.raw(",\"checksum\":").number(checksum);
        }
    }

    private static void write(JsonBytes out, ServerMessage.Welcome welcome) {
        out.raw("{\"type\":\"welcome\",\"sessionId\":").string(welcome.sessionId());
        out.raw(",\"clientId\":").string(welcome.clientId());
        writeUser(out, welcome.user());
        out.raw(",\"role\":").string(welcome.role());
        out.raw(",\"documentType\":").string(welcome.documentType().wireName());
        out.raw(",\"title\":").string(welcome.title());
        out.raw(",\"version\":").number(welcome.version());
        out.raw(",\"hash\":").string(welcome.hash().hex());
        out.raw(",\"resumed\":").bool(welcome.resumed());
        out.raw(",\"headVersion\":").number(welcome.headVersion());
        out.raw(",\"contentParts\":").number(welcome.contentParts());
        out.raw(",\"heartbeatMillis\":").number(welcome.heartbeatMillis());
        Limits limits = welcome.limits();
        out.raw(",\"limits\":{\"operationBytes\":").number(limits.operationBytes());
        out.raw(",\"operationComponents\":").number(limits.operationComponents());
        out.raw(",\"documentUnits\":").number(limits.documentUnits());
        out.raw(",\"submissionsPerSecond\":").number(limits.submissionsPerSecond()).raw('}');
    }

    private static void write(JsonBytes out, ServerMessage.Ops ops) {
        beginOps(out, ops.firstVersion());
        String separator = "";
        for (Entry entry : ops.operations()) {
            EntryCodec.write(out.raw(separator), entry);
            separator = ",";
        }
        endOps(out, ops.hash(), ops.checksum());
    }

    private static void write(JsonBytes out, ServerMessage.Presence presence) {
        beginPresence(out, presence.version());
        String separator = "";
        for (ServerMessage.Present one : presence.changed()) {
            PresentBytes.of(one.sessionId(), one.user(), one.state()).write(out.raw(separator), one.selection());
            separator = ",";
        }
        endPresence(out, presence.left(), presence.viewers());
    }

    static void beginPresence(JsonBytes out, long version) {
        out.raw("{\"type\":\"presence\",\"version\":").number(version).raw(",\"changed\":[");
    }

    static void endPresence(JsonBytes out, List<String> left, int viewers) {
        out.raw("],\"left\":[");
        String separator = "";
        for (String sessionId : left) {
            out.raw(separator).string(sessionId);
            separator = ",";
        }
        out.raw("],\"viewers\":").number(viewers);
    }

    private static void write(JsonBytes out, ServerMessage.Notice notice) {
        out.raw("{\"type\":\"notice\",\"code\":").string(notice.code().wireName());
        out.raw(",\"message\":").string(notice.message());
        if (notice.role() != null) {
            out.raw(",\"role\":").string(notice.role());
        }
        if (notice.title() != null) {
            out.raw(",\"title\":").string(notice.title());
        }
        if (notice.retryAfterMillis() != null) {
            out.raw(",\"retryAfterMillis\":").number(notice.retryAfterMillis());
        }
    }

    static void writeUser(JsonBytes out, ServerMessage.User user) {
        out.raw(",\"user\":{\"id\":").string(user.id());
        out.raw(",\"name\":").string(user.name());
        out.raw(",\"color\":").string(user.color()).raw('}');
    }
}
