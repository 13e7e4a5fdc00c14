package io.cowrite.load;

/** What a test is at. */
enum Phase {
    ARRIVING("arriving"),
    WARMING_UP("warm-up"),
    MEASURING("measuring"),
    SETTLING("settling");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
