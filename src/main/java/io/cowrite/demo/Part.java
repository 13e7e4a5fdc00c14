package io.cowrite.demo;

import java.util.List;

/**
 * What one bot is called, and what it writes. Every sentence is ASCII, so that a character is a unit, and unlike any that
 * stands in the document.
 *
 * @param color {@code #rrggbb}
 * @param heading the line under which it writes
 */
record Part(String name, String color, String heading, List<String> sentences) {

    static final Part ADA = new Part(
            "Ada Bot",
            "#1b7e7e",
            "## Ada writes here",
            List.of(
                    "Hello! I am a bot, and I type as long as somebody is here.",
                    "Write above me, below me, in the middle of this line: I go on where I was.",
                    "What you read here was on disk before you saw it.",
                    "Ben and I are guests like you. We use the same protocol.",
                    "- one program can write in ten documents",
                    "- ten programs can write in one document",
                    "Undo takes back what you wrote. It never takes back what I wrote.",
                    "Close this window, and I take it all back and wait for you."));

    static final Part BEN = new Part(
            "Ben Bot",
            "#944eda",
            "## Ben writes here",
            List.of(
                    "I am Ben. I type at the same time as Ada, a little more slowly.",
                    "Turn off your network for a while. We go on, and so can you.",
                    "When you are back, everybody has the same text again.",
                    "You can see my caret, and I can see yours.",
                    "1. Nothing gets lost.",
                    "2. Nothing comes twice.",
                    "3. Nobody waits for anybody.",
                    "Soon I take this back, so that the page stays short."));
}
