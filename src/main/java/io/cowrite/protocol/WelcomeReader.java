package io.cowrite.protocol;

import org.jspecify.annotations.Nullable;

/** Reads {@code welcome}. For one message. */
final class WelcomeReader {

    private @Nullable String sessionId;
    private @Nullable String clientId;
    private ServerMessage.@Nullable User user;
    private @Nullable String role;
    private @Nullable DocumentType documentType;
    private @Nullable String title;
    private @Nullable Long version;
    private @Nullable Hash hash;
    private @Nullable Boolean resumed;
    private @Nullable Long headVersion;
    private @Nullable Long contentParts;
    private @Nullable Long heartbeatMillis;
    private @Nullable Limits limits;

    private WelcomeReader() {}

    static ServerMessage.Welcome read(JsonReader in) throws MalformedException {
        WelcomeReader reader = new WelcomeReader();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            reader.field(name, in);
        }
        return reader.welcome();
    }

    private void field(String name, JsonReader in) throws MalformedException {
        switch (name) {
            case "sessionId" -> sessionId = ServerReader.text(in);
            case "clientId" -> clientId = Fields.clientId(in);
            case "user" -> user = ServerReader.user(in);
            case "role" -> role = ServerReader.text(in);
            case "documentType" -> documentType = DocumentType.ofWireName(ServerReader.text(in));
            case "title" -> title = ServerReader.text(in);
            case "version" -> version = Fields.version(in);
            case "hash" -> hash = Fields.hash(in);
            case "resumed" -> resumed = in.bool();
            case "headVersion" -> headVersion = Fields.version(in);
            case "contentParts" -> contentParts = in.integer(0, Integer.MAX_VALUE);
            case "heartbeatMillis" -> heartbeatMillis = in.integer(1, Integer.MAX_VALUE);
            case "limits" -> limits = limits(in);
            default -> in.skip();
        }
    }

    private ServerMessage.Welcome welcome() throws MalformedException {
        return new ServerMessage.Welcome(
                JsonReader.required(sessionId, "sessionId"),
                JsonReader.required(clientId, "clientId"),
                JsonReader.required(user, "user"),
                JsonReader.required(role, "role"),
                JsonReader.required(documentType, "known documentType"),
                JsonReader.required(title, "title"),
                JsonReader.required(version, "version"),
                JsonReader.required(hash, "hash"),
                JsonReader.required(resumed, "resumed"),
                JsonReader.required(headVersion, "headVersion"),
                JsonReader.required(contentParts, "contentParts").intValue(),
                JsonReader.required(heartbeatMillis, "heartbeatMillis").intValue(),
                JsonReader.required(limits, "limits"));
    }

    private static Limits limits(JsonReader in) throws MalformedException {
        in.beginObject();
        Long operationBytes = null;
        Long operationComponents = null;
        Long documentUnits = null;
        Long submissionsPerSecond = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "operationBytes" -> operationBytes = in.integer(1, Integer.MAX_VALUE);
                case "operationComponents" -> operationComponents = in.integer(1, Integer.MAX_VALUE);
                case "documentUnits" -> documentUnits = in.integer(1, Integer.MAX_VALUE);
                case "submissionsPerSecond" -> submissionsPerSecond = in.integer(1, Integer.MAX_VALUE);
                default -> in.skip();
            }
        }
        return new Limits(
                JsonReader.required(operationBytes, "operationBytes").intValue(),
                JsonReader.required(operationComponents, "operationComponents").intValue(),
                JsonReader.required(documentUnits, "documentUnits").intValue(),
                JsonReader.required(submissionsPerSecond, "submissionsPerSecond").intValue());
    }
}
