package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who sends too fast is read slowly, by a thread that waits. */
@TestPropertySource(properties = "cowrite.limits.other-messages-per-second=" + ManyFloodsTests.A_SECOND)
class ManyFloodsTests extends SocketTest {

    static final int A_SECOND = 5;

    /** More than the 200 tasks that Jetty does at a time if it is not told otherwise. */
    private static final int FLOODS = 250;

    private static final int USERS = 5;
    private static final int FIN = 0x80;

    @Test
    @DisplayName("[W15] hundreds who are read slowly at a time delay nobody")
    void hundredsDelayNobody() throws InterruptedException {
        List<Seat> seats = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            Browser browser = guest();
            for (int i = 0; i < FLOODS / USERS; i++) {
                Seat seat = open(browser, "flood-" + i);
                seat.join();
                seats.add(seat);
            }
        }
        AtomicInteger slowed = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        byte[] pings = pings(40 * A_SECOND);
        List<Thread> floods = seats.stream()
                .map(seat -> Thread.startVirtualThread(() -> {
                    seat.socket.sendBytes(pings);
                    readPongs(seat, 2 * A_SECOND + 1);
                    slowed.incrementAndGet();
                    assertThat(seat.closed()).isEqualTo(4429);
                    closed.incrementAndGet();
                }))
                .toList();
        while (slowed.get() < FLOODS && closed.get() == 0) {
            Thread.sleep(1);
        }
        bystander().write("+");
        assertThat(closed.get()).as("closed before the bystander was answered").isZero();
        for (Thread flood : floods) {
            flood.join();
        }
        assertThat(closed.get()).as("told that they are too fast").isEqualTo(FLOODS);
    }

    private static byte[] pings(int count) {
        byte[] ping = RawSocket.frame(FIN | RawSocket.PING, new byte[0]);
        ByteBuffer many = ByteBuffer.allocate(ping.length * count);
        while (many.hasRemaining()) {
            many.put(ping);
        }
        return many.array();
    }

    private static void readPongs(Seat seat, int count) {
        for (int pongs = 0; pongs < count;) {
            pongs += seat.socket.read().opcode() == RawSocket.PONG ? 1 : 0;
        }
    }
}
