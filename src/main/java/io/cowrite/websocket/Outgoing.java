package io.cowrite.websocket;

import io.cowrite.access.Author;
import io.cowrite.presence.Present;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.PresenceFrame;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.room.DocumentRecord;
import io.cowrite.room.Joined;
import io.cowrite.room.RoomView;
import java.util.List;

/** Makes the messages of one connection. Pure. */
final class Outgoing {

    /** Of a presence frame, beside those named in it; of one session's id, about. */
    private static final int PRESENCE_BYTES = 96;

    private static final int LEFT_BYTES = 28;

    private Outgoing() {}

    /** What begins a stream: {@code welcome}, then content, which is shared with others. */
    record Opening(byte[] welcome, List<byte[]> content) {}

    /** {@code welcome}, and unless the session resumed the content, in parts. */
    static Opening welcome(Joined joined, String clientId, Author author, Limits limits, int heartbeatMillis) {
        RoomView view = joined.view();
        DocumentRecord document = view.document();
        List<byte[]> content = joined.resumed() ? List.of() : view.contentFrames();
        ServerMessage.Welcome welcome = new ServerMessage.Welcome(
                joined.session().id(),
                clientId,
                user(author),
                joined.role().wireName(),
                document.type(),
                document.title(),
                joined.cursor().version(),
                joined.cursor().hash(),
                joined.resumed(),
                view.version(),
                content.size(),
                heartbeatMillis,
                limits);
        return new Opening(ServerCodec.encode(welcome), content);
    }

    /** Who changed and who left; {@code changed} may be cut, then the rest comes next. */
    static byte[] presence(RoomView view, List<Present> changed, List<String> left) {
        int bytes = PRESENCE_BYTES + left.size() * LEFT_BYTES;
        for (Present one : changed) {
            bytes += one.bytes().frameBytes();
        }
        PresenceFrame frame = new PresenceFrame(view.version(), bytes);
        changed.forEach(one -> frame.changed(one.bytes(), one.selection()));
        return frame.end(left, view.roster().present().size());
    }

    private static ServerMessage.User user(Author author) {
        return new ServerMessage.User(author.id(), author.name(), author.color());
    }
}
