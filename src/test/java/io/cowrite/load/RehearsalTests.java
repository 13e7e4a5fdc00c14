package io.cowrite.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RehearsalTests {

    @Test
    void bothScenesArePlayedAndWhatWentWrongIsTold(@TempDir Path scratch) throws IOException {
        ServerSocket nobody = new ServerSocket(0);
        nobody.close();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8);
        URI service = URI.create("http://localhost:" + nobody.getLocalPort());
        assertThat(Rehearsal.play(service, scratch, err)).isFalse();
        assertThat(told.toString(StandardCharsets.UTF_8).split("The load test cannot be done", -1)).hasSize(3);
    }
}
