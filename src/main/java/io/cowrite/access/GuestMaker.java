package io.cowrite.access;

import java.security.SecureRandom;
import java.util.List;

/** Makes guests: a fresh id, a friendly name, a colour. Any thread. */
final class GuestMaker {

    /** Twelve hues; each stands out by 3:1 or more on white and on dark ({@code #1e1e1e}). */
    static final List<String> COLORS = List.of(
            "#d43535", "#a46323", "#7e7e1b", "#4d7e1b", "#1d871d", "#1c824f", "#1b7e7e", "#2975c2", "#6363de",
            "#944eda", "#c229c2", "#d22d80");

    private static final List<String> ADJECTIVES = List.of(
            "Amber", "Bold", "Brave", "Bright", "Calm", "Cheerful", "Clever", "Curious", "Eager", "Gentle", "Golden",
            "Happy", "Jolly", "Keen", "Kind", "Lively", "Lucky", "Merry", "Mellow", "Nimble", "Patient", "Quick",
            "Quiet", "Silver", "Steady", "Sunny", "Swift", "Tidy", "Wise", "Witty");
    private static final List<String> ANIMALS = List.of(
            "Badger", "Beaver", "Bison", "Crane", "Deer", "Dolphin", "Falcon", "Finch", "Fox", "Gecko", "Hare",
            "Hedgehog", "Heron", "Ibex", "Jay", "Koala", "Lark", "Lynx", "Marten", "Newt", "Otter", "Owl", "Panda",
            "Puffin", "Raven", "Robin", "Seal", "Stork", "Swan", "Turtle", "Wren");

    private final FreshId ids;
    private final SecureRandom random;

    GuestMaker(FreshId ids, SecureRandom random) {
        this.ids = ids;
        this.random = random;
    }

    Author next() {
        return new Author(ids.next().toString(), oneOf(ADJECTIVES) + " " + oneOf(ANIMALS), oneOf(COLORS));
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
