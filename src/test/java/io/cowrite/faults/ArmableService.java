package io.cowrite.faults;

import io.cowrite.Cowrite;
import io.cowrite.observability.CrashPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The service, whose crash points are armed by lines on standard input; it stops when that ends. */
final class ArmableService {

    private ArmableService() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("crash-points").start(ArmableService::listen);
        Cowrite.main(arguments);
    }

    private static void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                CrashPoint.arm(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.exit(0);
    }
}
