package io.cowrite.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files that a test leaves. */
final class Results {

    private final Path json;
    private final Path picture;

    /** @param out their path without {@code .json} and {@code .svg} */
    Results(String out) {
        json = Path.of(out + ".json");
        picture = Path.of(out + ".svg");
    }

    /** Makes sure, before an hour is spent, that they can be written. */
    void prepare() throws IOException {
        Path directory = json.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (directory == null || !Files.isWritable(directory)) {
            throw new UsageException("The directory of " + json + " cannot be written.");
        }
    }

    void write(Report report) throws IOException {
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(json, mapper.writeValueAsString(report) + "\n");
        Files.writeString(picture, new Picture(report).svg());
    }

    @Override
    public String toString() {
        return json + " and " + picture;
    }
}
