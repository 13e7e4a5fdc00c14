package io.cowrite.observability;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, and where. Any thread. */
final class CrashPlan {

    static final String PROPERTY = "cowrite.crash";

    private static final int STATUS_OF_KILLED = 137;

    private final Map<CrashPoint, List<Armed>> armed = new ConcurrentHashMap<>();
    private volatile @Nullable Runnable cut;

    /** @param text as the property has it; blank: nothing is armed */
    CrashPlan(String text) {
        add(text);
    }

    /** Arms more; counts from now on. */
    void add(String text) {
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] fields = part.strip().split(":", -1);
            if (fields.length != 3) {
                throw new IllegalArgumentException(
                        PROPERTY + " is NAME:nth:action, several with commas between, not '" + part + "'");
            }
            CrashPoint point = CrashPoint.valueOf(fields[0]);
            int nth = Integer.parseInt(fields[1]);
            if (nth < 1) {
                throw new IllegalArgumentException(PROPERTY + " counts from 1, not from " + nth);
            }
            armed.computeIfAbsent(point, key -> new CopyOnWriteArrayList<>())
                    .add(new Armed(new AtomicInteger(nth), fields[2], action(fields[2])));
        }
    }

    static CrashPlan ofProcess() {
        return OfProcess.PLAN;
    }

    void cutBy(Runnable action) {
        cut = action;
    }

    void reach(CrashPoint point) {
        for (Armed each : armed.getOrDefault(point, List.of())) {
            if (each.countdown.decrementAndGet() == 0) {
                System.err.println("crash point " + point + ": " + each.name);
                each.action.run();
            }
        }
    }

    private Runnable action(String name) {
        return switch (name) {
            case "halt" -> () -> Runtime.getRuntime().halt(STATUS_OF_KILLED);
            case "stop" -> CrashPlan::stop;
            case "throw" ->
                () -> {
                    throw new IllegalStateException("a crash point was reached");
                };
            case "cut" -> this::cutNow;
            default -> {
                if (!name.startsWith("sleep=")) {
                    throw new IllegalArgumentException(PROPERTY + " has no action '" + name + "'");
                }
                long millis = Long.parseLong(name.substring("sleep=".length()));
                yield () -> sleep(millis);
            }
        };
    }

    private void cutNow() {
        Runnable action = cut;
        if (action == null) {
            throw new IllegalStateException("nothing has said what to cut");
        }
        action.run();
    }

    private static void stop() {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("SIGSTOP cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Armed(AtomicInteger countdown, String name, Runnable action) {}

    private static final class OfProcess {
        static final CrashPlan PLAN = new CrashPlan(System.getProperty(PROPERTY, ""));
    }
}
