package io.cowrite.room;

import java.util.PriorityQueue;

/** A clock turned by hand, with the tasks that wait for it. */
public final class HandTime implements TimeSource {

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long nanos = 1;
    private long timersMade;

    private record Timer(long due, long number, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
        }
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return 1_700_000_000_000L + nanos / 1_000_000;
    }

    @Override
    public void after(long millis, Runnable task) {
        timers.add(new Timer(nanos + millis * 1_000_000, timersMade++, task));
    }

    /** Turns the clock on, running what is due in order, and {@code settle} before and after each. */
    public void pass(long millis, Runnable settle) {
        long end = nanos + millis * 1_000_000;
        settle.run();
        while (!timers.isEmpty() && timers.peek().due() <= end) {
            Timer timer = timers.remove();
            nanos = Math.max(nanos, timer.due());
            timer.task().run();
            settle.run();
        }
        nanos = end;
    }
}
