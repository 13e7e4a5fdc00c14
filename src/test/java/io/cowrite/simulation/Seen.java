package io.cowrite.simulation;

/** What sessions came by. */
enum Seen {
    SUBMISSIONS("submissions"),
    FAULTS("faults"),
    ENTRIES("entries"),
    REFUSALS("refusals"),
    FORMATS("attributes set or removed"),
    RESENDS("resends"),
    DOUBTS("doubts"),
    LATE_LANDINGS("landed after the doubt"),
    DEFINITE_ERRORS("definite errors"),
    LOST_APPENDS("appends that lost"),
    SHARED("statements for several documents"),
    DIVIDED("of them refused and divided"),
    TAKEOVERS("takeovers by the other node"),
    BUS_ENTRIES("entries taken from the bus"),
    FORWARDED("forwarded submissions committed"),
    BUS_LOST("messages of the bus lost"),
    BUS_REPEATED("repeated"),
    BUS_LATE("late"),
    BUS_CHANGED("changed or cut short"),
    BUS_FORGED("not believed for their seal"),
    BUS_OTHER_TIMELINE("of another timeline"),
    POLLS("polls"),
    BURSTS("bursts written by another service"),
    ROLLBACKS("rollbacks"),
    STEPS_BACK("steps back"),
    CLOSED_4408("closed with 4408"),
    CLOSED_4411("closed with 4411"),
    CLOSED_4412("closed with 4412"),
    CLOSED_1012("closed with 1012"),
    CATCH_UPS("catch-ups"),
    STORE_REPLAYS("readers served from the store"),
    RESUMED("resumed"),
    JOINED_ANEW("joined anew"),
    CUTS("cuts"),
    NODE_CRASHES("crashes of nodes"),
    POINT_CRASHES("of them at a named point"),
    CLIENT_CRASHES("crashes of clients"),
    LOST_WRITES("of them with a write lost"),
    SLEEPS("clients asleep"),
    RIGHTS("changes of rights"),
    PURGES("documents deleted for good"),
    CLOSED_4410("closed with 4410"),
    COMPACTIONS("compactions"),
    SNAPSHOTS("snapshots kept"),
    DAMAGED_SNAPSHOTS("damaged snapshots passed over"),
    TRAY("edits in a tray"),
    POISON("poison operations refused");

    private final String words;

    Seen(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
