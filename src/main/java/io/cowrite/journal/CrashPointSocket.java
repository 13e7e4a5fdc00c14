package io.cowrite.journal;

import io.cowrite.observability.CrashPoint;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A plain socket (no TLS) that reaches the crash points of an append: when its bytes have left, and when its whole answer
 * has arrived and nobody has read it.
 */
final class CrashPointSocket extends Socket {

    /** Bound while the thread executes an append; all else that goes over the connection reaches no point. */
    static final ScopedValue<Boolean> APPENDING = ScopedValue.newInstance();

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
                if (APPENDING.isBound()) {
                    CrashPoint.STATEMENT_SENT.reach();
                }
            }
        };
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new WholeReplies(super.getInputStream());
    }

    /** While appending, takes a whole answer off the network before it hands out the first byte. */
    private static final class WholeReplies extends InputStream {

        private final InputStream in;
        private BackendReply reply = BackendReply.NONE;
        private int read;

        WholeReplies(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (read == reply.length()) {
                if (!APPENDING.isBound()) {
                    return in.read(bytes, offset, length);
                }
                receive();
            }
            int count = reply.copy(read, bytes, offset, length);
            read += Math.max(count, 0);
            return count;
        }

        @Override
        public int available() throws IOException {
            return read < reply.length() ? reply.length() - read : in.available();
        }

        private void receive() throws IOException {
            reply = BackendReply.receive(in);
            read = 0;
            if (reply.succeeded()) {
                CrashPoint.STATEMENT_COMMITTED.reach();
                // Cut meanwhile? Then this fails as a read of the socket would have.
                int _ = in.available();
            }
        }
    }
}
