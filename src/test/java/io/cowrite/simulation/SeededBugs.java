package io.cowrite.simulation;

import java.util.List;

/** Mistakes that a simulation must find. */
final class SeededBugs {

    private static final String MAIN = "main/java/io/cowrite/";
    private static final String STORE = "test/java/io/cowrite/simulation/Store.java";
    private static final String STATEMENT = "test/java/io/cowrite/simulation/Statement.java";
    private static final String SEQUENCER = MAIN + "room/Sequencer.java";
    private static final String COMMITTING = MAIN + "room/Committing.java";
    private static final String COMMITTER = MAIN + "journal/Committer.java";
    private static final String NEIGHBOURS = MAIN + "room/Neighbours.java";
    private static final String WORKING_COPY = MAIN + "client/WorkingCopy.java";

    private SeededBugs() {}

    /** Found within some hundreds of sessions. */
    static final List<Mutant> SOON = List.of(
            Mutant.in(MAIN + "room/Gathering.java", "a late close ends the newer session",
                    "if (sessions.remove(session.id(), session)) {",
                    "Session newest = byReplica.getOrDefault(session.replica(), session);"
                            + " if (sessions.remove(session.id(), session) | sessions.remove(newest.id(), newest)) {"),
            Mutant.in(COMMITTING, "published before it is committed",
                    "phase = Phase.APPENDING;",
                    "phase = Phase.APPENDING; room.advance(formed.after(), formed.entries()); room.publish();"),
            Mutant.in(SEQUENCER, "no resend is recognised",
                    "walk = walk.over(head.tail().at(version));",
                    "Walk next = walk.over(head.tail().at(version)); walk = next.found() == null ? next"
                            + " : new Walk(walk.submission(), version, walk.operation(), null, walk.failed());")
                    .and("submission.sequence() <= replicas.lastSequence(submission.replica())", "replicas == null"),
            Mutant.in(MAIN + "room/Walk.java", "a resend is recognised by its clientId alone",
                    "ReplicaId.of(entry).equals(submission.replica())",
                    "entry.clientId().equals(submission.replica().clientId())"),
            Mutant.in(MAIN + "room/Walk.java", "a poison operation kills its document",
                    "} catch (RuntimeException e) {", "} catch (ArrayStoreException e) {"),
            Mutant.in(STORE, "an append does not look at the hash that it follows",
                    "&& followed.hash().equals(append.follows().hash())", ""),
            Mutant.in(STORE, "access_version is a counter",
                    "rights = new Rights(random.nextLong(), OWNER, general",
                    "rights = new Rights(rights.accessVersion() + 1, OWNER, general"),
            Mutant.in(STORE, "rights are not part of the append",
                    "&& rights.accessVersion() == append.accessVersion()", ""),
            Mutant.in(STATEMENT, "a commit is told before it is durable",
                    "world.queue.in(world.weather.commit(), world.storeLife, this::commit);",
                    "world.queue.in(world.weather.commit(), world.storeLife, this::commit);"
                            + " tell(() -> answer.answered(Set.of(World.DOCUMENT)));"),
            Mutant.in(SEQUENCER, "rights are looked at when joining only",
                    "return document.rights().roleOf(submission.replica().userId()).map(Role::mayWrite).orElse(false);",
                    "return submission.sequence() > 0;"),
            Mutant.in(MAIN + "room/Admission.java", "hello is answered from a head that lags",
                    "} else if (!join.logRead() && !isQuarantined()) {",
                    "} else if (!join.logRead() && join.request().clientId().startsWith(\"operator\")) {"),
            Mutant.in(COMMITTING, "appended once only when in doubt",
                    "readSinceAppend = true;", "backlog.removeAll(batch.submissions()); batch = null;")
                    .and("if (batch != null && (!logWanted || readSinceAppend)) {",
                            "if (batch != null && readSinceAppend) {"),
            Mutant.in(COMMITTING, "a batch that lost is appended again as it was",
                    "boolean moved = !followed.entries().isEmpty()", "boolean moved = followed.entries() == null")
                    .and("|| (batch != null && !batch.append().follows().equals(followed.state().end()))", ""),
            Mutant.in(MAIN + "websocket/Writer.java", "a hole between replay and live",
                    "new LogCursor(joined, begun.joined().cursor(), time",
                    "new LogCursor(joined, new Point(begun.joined().view().version(), begun.joined().view().hash()), time"),
            Mutant.in(MAIN + "websocket/LogCursor.java", "slow readers miss what is no longer in memory",
                    "readOn();\n            return null;",
                    "point = new Point(view.version(), view.hash());\n            return null;"),
            Mutant.in(MAIN + "kernel/Transform.java", "wrong tie, on the later side",
                    """
                                        if (fixed.atInsertion()) {
                                            stepOver(fixed, result);
                                        } else if (moved.atInsertion()) {
                                            moved.take(result);
                            """,
                    """
                                        if (moved.atInsertion()) {
                                            moved.take(result);
                                        } else if (fixed.atInsertion()) {
                                            stepOver(fixed, result);
                            """),
            Mutant.in(MAIN + "room/ChainedLog.java", "what is read is not held against what is known",
                    "if (version == known.version() && !hash.equals(known.hash())) {", "if (version < 0) {"),
            Mutant.in(MAIN + "presence/PresenceBoard.java", "selections are not moved",
                    "present.replaceAll((id, one) -> one.over(operations));", ""),
            Mutant.in(MAIN + "client/Replica.java", "a resend is not what was sent",
                    "listener.send(inFlight);",
                    "listener.send(new ClientMessage.Submit(inFlight.sequence(), copy.confirmed().version(),"
                            + " inFlight.operation(), inFlight.operationBytes()));"),
            Mutant.in(WORKING_COPY, "what was refused stays shown",
                    "show(edits.undo(before.text()));", "edits.settle();"),
            Mutant.in(NEIGHBOURS, "a bus batch taken without chaining",
                    "&& heard.follows().equals(state.end().hash())", "")
                    .and("LogBlock block = new LogBlock(state.end(), List.of(row), true);",
                            "Hash at = state.end().hash(); for (byte[] entry : row.entries()) {"
                                    + " at = io.cowrite.protocol.HashChain.next(at, entry); }"
                                    + " LogBlock block = new LogBlock(state.end(), List.of(new LogRow("
                                    + "row.firstVersion(), row.lastVersion(), at, row.entries())), true);"),
            Mutant.in(NEIGHBOURS, "a poll counted although it began before the commit",
                    "&& begunNanos - head.sinceNanos() > 0", ""),
            Mutant.in(MAIN + "cluster/BusSeal.java", "what the bus brings is believed without its seal",
                    "return MessageDigest.isEqual(seal, of(version, message, sealAt + BYTES));",
                    "return MessageDigest.isEqual(seal, seal);"),
            Mutant.in(SEQUENCER, "a clock that goes back dates entries back",
                    "this.now = Math.max(now, head.lastAt());", "this.now = now;"),
            Mutant.in(STORE, "a document deleted for good takes appends",
                    "&& !rights.purged()", ""),
            Mutant.in(MAIN + "kernel/Transform.java", "of two who set one attribute the later wins",
                    "moved.attributes().transformOver(settled)", "moved.attributes()"),
            Mutant.in(COMMITTER, "one bad row holds its group",
                    "if (part.size() > 1 && nanos.getAsLong() - sinceNanos <= partsNanosMax) {",
                    "if (part.size() < 1) {")
                    .and("group.forEach(retries::add);", "failed(group, failed);"),
            Mutant.in(COMMITTER, "who shares a statement with a row that stands is told so too",
                    "tell(each, appended.contains(documentId)", "tell(each, !appended.isEmpty()"),
            Mutant.in(MAIN + "journal/SnapshotForm.java", "a snapshot is trusted without its checksum",
                    "|| checksum(version, Hash.of(hash), content, replicas) != checksum", ""),
            Mutant.in(COMMITTING, "refused because in doubt",
                    "pause(\"the append is in doubt: \" + message);",
                    "{ refuses = true; batch = null; phase = Phase.IDLE; }")
                    .and("private boolean logWanted;", "private boolean logWanted; private boolean refuses;")
                    .and("head.replicas(), settings, now);",
                            "head.replicas(), refuses ? new RoomSettings(new io.cowrite.protocol.Limits(61440, 0, 0, 200),"
                                    + " settings.tailEntries(), settings.tailBytes(), settings.rowEntries(),"
                                    + " settings.rowBytes(), settings.transformedBytes(), 0, settings.replicas(),"
                                    + " settings.readBytes(), settings.departures(), settings.idleMillis(),"
                                    + " settings.waitingBytesMax(), settings.refusalsPerMinute(), settings.upkeep())"
                                    + " : settings, now);"),
            Mutant.in(SEQUENCER, "a refusal is told and not in the log",
                    "applied = refused == null ? applied : content;",
                    "if (refused != null) { return new Verdict.NotAllowed(); }"),
            Mutant.in(MAIN + "client/Replica.java", "what is sent again after a break takes a new sequence",
                    "listener.send(inFlight);",
                    "listener.send(new ClientMessage.Submit(inFlight.sequence() + 1_000, inFlight.baseVersion(),"
                            + " inFlight.operation(), inFlight.operationBytes()));"),
            Mutant.in(MAIN + "client/StepBack.java", "a step back takes back what was committed, not what was shown",
                    "Delta lost = step.operation().transformUnder(open);", "Delta lost = step.operation();"),
            Mutant.in(MAIN + "client/StepBack.java", "what was refused is offered again after a step back",
                    "offer(own.sequence(), Delta.EMPTY);", "offer(own.sequence(), own.operation());"),
            Mutant.in(MAIN + "kernel/Node.java", "off by one at a surrogate pair",
                    "at < length() && Character.isLowSurrogate(charAt(at))",
                    "at > 0 && Character.isLowSurrogate(charAt(at - 1))"));

    /** Found by longer hunts. */
    static final List<Mutant> LATER = List.of(
            Mutant.in(SEQUENCER, "a base forwarded without its hash",
                    "if (!submission.fits(head.tail().hashAt(submission.baseVersion()))) {",
                    "if (submission.baseVersion() < 0) {"),
            Mutant.in(STORE, "an append does not lock what it follows, beside compaction",
                    "locks.merge(append.follows().firstVersion(), 1, Integer::sum);", ""),
            Mutant.in(WORKING_COPY, "offered again under new sequences after a step back",
                    "edits.replace(back.inFlight(), back.offers(), back.pending());",
                    "List<Delta> again = new ArrayList<>(); back.offers().forEach(offer -> again.add(offer.rebased()));"
                            + " again.add(back.pending());"
                            + " edits.replace(back.inFlight(), List.of(), Delta.composeAll(again));"),
            Mutant.in(WORKING_COPY, "a differing own entry is taken as settled",
                    "entry.operation().equals(inFlight.rebased())", "entry.sequence() > 0"),
            Mutant.in(MAIN + "room/JoinRequest.java", "4409 goes by order of arrival",
                    "return attempt != other.attempt ? attempt < other.attempt : openedNanos - other.openedNanos < 0;",
                    "return false;"),
            Mutant.in(SEQUENCER, "the limit is judged by the head, not by the batch",
                    "&& content.length() + (long) operation.lengthChange()",
                    "&& head.content().length() + (long) operation.lengthChange()"));
}
