package io.cowrite.bench;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerCodec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;

/**
 * What permessage-deflate would cost and save: a deflater a connection, fed with frames of one keystroke each, as RFC 7692
 * has it, with and without what it remembers of the frames before; and the content that a trace ends with, once.
 *
 * <p>Arguments: {@code trace=<file>}, {@code connections=1000}, {@code frames=20}, {@code level=1}. Linux, for memory.
 */
final class DeflateCost {

    private DeflateCost() {}

    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        Trace trace = Trace.read(options.path("trace"));
        int level = options.number("level", 1);
        int perConnection = options.number("frames", 20);
        List<byte[]> frames = frames(trace, perConnection);
        byte[] content = DeltaJson.encode(Delta.of(new Op.Insert(trace.end())));
        List<Deflater> all = new ArrayList<>();
        long before = residentBytes();
        for (int i = options.number("connections", 1_000); i > 0; i--) {
            all.add(new Deflater(level, true));
        }
        feed(all, frames, true);
        System.out.printf("%,d bytes of memory a connection%n", (residentBytes() - before) / all.size());
        feed(all, frames, false);
        all.forEach(Deflater::end);
        long cpu = cpu();
        Deflater once = new Deflater(level, true);
        int deflated = deflate(once, content, false);
        once.end();
        System.out.printf("content: %,d bytes, deflated %,d in %.1f ms%n", content.length, deflated,
                (cpu() - cpu) / 1e6);
    }

    private static void feed(List<Deflater> all, List<byte[]> frames, boolean remembers) {
        long cpu = cpu();
        long bytes = 0;
        long deflated = 0;
        for (byte[] frame : frames) {
            for (Deflater each : all) {
                bytes += frame.length;
                deflated += deflate(each, frame, !remembers);
            }
        }
        int sent = frames.size() * all.size();
        System.out.printf("%s: %.1f us of CPU a frame, %,d of %,d bytes%n", remembers ? "remembers" : "forgets",
                (cpu() - cpu) / 1e3 / sent, deflated / sent, bytes / sent);
    }

    private static int deflate(Deflater deflater, byte[] frame, boolean forgets) {
        byte[] out = new byte[frame.length + 64];
        deflater.setInput(frame);
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        if (forgets) {
            deflater.reset();
        }
        return length;
    }

    private static List<byte[]> frames(Trace trace, int count) {
        List<byte[]> frames = new ArrayList<>();
        Hash hash = HashChain.start(new UUID(1, 2), DocumentType.TEXT);
        for (int i = 0; i < count; i++) {
            Entry entry = new Entry(1_780_000_000_000L + 200L * i, "Zk3vQ0s1T2uVwXyZ0a1b2c",
                    trace.patches().get(1_000 + i).operation(), null, i + 1,
                    "01a3c5e7-89ab-7cde-8f01-23456789abcd");
            byte[] bytes = EntryCodec.encode(entry);
            hash = HashChain.next(hash, bytes);
            frames.add(ServerCodec.ops(List.of(new SealedEntry(i + 1, entry, bytes, hash)), null));
        }
        return frames;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long residentBytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024)
                .findFirst()
                .orElseThrow();
    }
}
