package io.cowrite.client;

/** Opens connections that carry text frames. */
public interface Transport {

    /** Starts to connect; {@code handler} hears of everything, {@link Handler#closed} once and last. */
    Channel connect(Handler handler);

    /** One connection's ear; never called from within a call of its channel. */
    interface Handler {

        void opened();

        void received(String frame);

        /** {@code code} is 1006 if the connection failed or broke off. */
        void closed(int code, String reason);
    }

    /** One connection's mouth; any thread may call. */
    interface Channel {

        /** Sends frames in the order of the calls; never waits. */
        void send(String frame);

        /** Ends the connection after what was sent; {@link Handler#closed} may still be called. */
        void close();

        /** Breaks the connection off; {@link Handler#closed} may still be called. */
        void abort();
    }
}
