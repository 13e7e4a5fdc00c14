package io.cowrite.document;

import io.cowrite.web.Browser;
import io.cowrite.web.Browser.Answer;
import io.cowrite.web.ServiceTest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** [R6] Every call on a document, by everybody, in each of its states: what is not said here to be allowed is not. */
class AccessMatrixTests extends ServiceTest {

    enum Who {
        NOBODY,
        STRANGER,
        VIEWER,
        COMMENTER,
        EDITOR,
        OWNER
    }

    enum Call {
        READ,
        CONTENT,
        OLD_CONTENT,
        RENAME,
        OPEN,
        TRASH,
        RESTORE,
        PURGE
    }

    @ParameterizedTest(name = "{0} {1} {2}: live {3}, trashed {4}, unknown {5}")
    @CsvSource(delimiter = '|', textBlock = """
            READ        | NOBODY    | 401 | 401 | 401
            READ        | STRANGER  | 404 | 404 | 404
            READ        | VIEWER    | 200 | 404 | 404
            READ        | COMMENTER | 200 | 404 | 404
            READ        | EDITOR    | 200 | 404 | 404
            READ        | OWNER     | 200 | 200 | 404
            CONTENT     | NOBODY    | 401 | 401 | 401
            CONTENT     | STRANGER  | 404 | 404 | 404
            CONTENT     | VIEWER    | 200 | 404 | 404
            CONTENT     | COMMENTER | 200 | 404 | 404
            CONTENT     | EDITOR    | 200 | 404 | 404
            CONTENT     | OWNER     | 200 | 404 | 404
            OLD_CONTENT | NOBODY    | 401 | 401 | 401
            OLD_CONTENT | STRANGER  | 404 | 404 | 404
            OLD_CONTENT | VIEWER    | 200 | 404 | 404
            OLD_CONTENT | COMMENTER | 200 | 404 | 404
            OLD_CONTENT | EDITOR    | 200 | 404 | 404
            OLD_CONTENT | OWNER     | 200 | 404 | 404
            RENAME      | NOBODY    | 401 | 401 | 401
            RENAME      | STRANGER  | 404 | 404 | 404
            RENAME      | VIEWER    | 403 | 404 | 404
            RENAME      | COMMENTER | 403 | 404 | 404
            RENAME      | EDITOR    | 200 | 404 | 404
            RENAME      | OWNER     | 200 | 404 | 404
            OPEN        | NOBODY    | 401 | 401 | 401
            OPEN        | STRANGER  | 404 | 404 | 404
            OPEN        | VIEWER    | 403 | 404 | 404
            OPEN        | COMMENTER | 403 | 404 | 404
            OPEN        | EDITOR    | 403 | 404 | 404
            OPEN        | OWNER     | 200 | 404 | 404
            TRASH       | NOBODY    | 401 | 401 | 401
            TRASH       | STRANGER  | 404 | 404 | 404
            TRASH       | VIEWER    | 403 | 404 | 404
            TRASH       | COMMENTER | 403 | 404 | 404
            TRASH       | EDITOR    | 403 | 404 | 404
            TRASH       | OWNER     | 204 | 204 | 404
            RESTORE     | NOBODY    | 401 | 401 | 401
            RESTORE     | STRANGER  | 404 | 404 | 404
            RESTORE     | VIEWER    | 403 | 404 | 404
            RESTORE     | COMMENTER | 403 | 404 | 404
            RESTORE     | EDITOR    | 403 | 404 | 404
            RESTORE     | OWNER     | 200 | 200 | 404
            PURGE       | NOBODY    | 401 | 401 | 401
            PURGE       | STRANGER  | 404 | 404 | 404
            PURGE       | VIEWER    | 403 | 404 | 404
            PURGE       | COMMENTER | 403 | 404 | 404
            PURGE       | EDITOR    | 403 | 404 | 404
            PURGE       | OWNER     | 204 | 204 | 404
            """)
    void isAnsweredBy(Call call, Who who, int live, int trashed, int unknown) {
        check(call, who, "live", live);
        check(call, who, "trashed", trashed);
        check(call, who, "unknown", unknown);
        check(call, who, "purged", unknown);
    }

    private void check(Call call, Who who, String state, int expected) {
        Browser owner = guest();
        String path = "/api/v1/documents/" + document(owner, who);
        if (state.equals("trashed")) {
            owner.delete(path);
        } else if (state.equals("purged")) {
            owner.delete(path + "?permanent=true");
        } else if (state.equals("unknown")) {
            path = "/api/v1/documents/" + UUID.randomUUID();
        }
        String before = owner.get(path).body();
        Answer answer = call(browser(who, owner), call, path);
        assertThat(answer.status()).as(state).isEqualTo(expected);
        if (expected >= 400) {
            assertThat(answer.text("code"))
                    .isEqualTo(
                            switch (expected) {
                                case 401 -> "not_signed_in";
                                case 403 -> "forbidden";
                                default -> "no_such_document";
                            });
            assertThat(owner.get(path).body()).as("the record after a call that was refused").isEqualTo(before);
        }
        if (expected == 404) {
            String unknown = "/api/v1/documents/" + UUID.randomUUID();
            assertThat(answer.body()).as("the same as for no document").isEqualTo(owner.get(unknown).body());
        }
    }

    private Browser browser(Who who, Browser owner) {
        return switch (who) {
            case NOBODY -> {
                Browser nobody = stranger();
                nobody.get("/livez");
                yield nobody;
            }
            case OWNER -> owner;
            case STRANGER, VIEWER, COMMENTER, EDITOR -> guest();
        };
    }

    /** A document that gives {@code who} their role by its address. */
    private static String document(Browser owner, Who who) {
        String id = owner.post("/api/v1/documents", "{\"title\":\"x\",\"type\":\"text\",\"content\":\"abc\"}")
                .text("id");
        @Nullable
        String access = switch (who) {
            case NOBODY, OWNER -> null;
            case STRANGER -> "none";
            case VIEWER -> "viewer";
            case COMMENTER -> "commenter";
            case EDITOR -> "editor";
        };
        if (access != null) {
            owner.patch("/api/v1/documents/" + id, "{\"generalAccess\":\"" + access + "\"}");
        }
        return id;
    }

    private static Answer call(Browser browser, Call call, String path) {
        return switch (call) {
            case READ -> browser.get(path);
            case CONTENT -> browser.get(path + "/content");
            case OLD_CONTENT -> browser.get(path + "/content?version=0");
            case RENAME -> browser.patch(path, "{\"title\":\"y\"}");
            case OPEN -> browser.patch(path, "{\"generalAccess\":\"editor\"}");
            case TRASH -> browser.delete(path);
            case RESTORE -> browser.post(path + "/restore", "");
            case PURGE -> browser.delete(path + "?permanent=true");
        };
    }
}
