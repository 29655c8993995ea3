package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.CommandWord;
import org.poolwarden.app.operate.Delivery;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.PolicyDesk.Change;
import org.poolwarden.app.operate.PolicyLine;
import org.poolwarden.app.operate.Reply;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.operate.Windows;
import org.poolwarden.app.operate.WordDraft;
import org.poolwarden.app.run.Reach;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes operators' words and policies to their topics, as the verbs of the command line do. */
final class TopicsDesk implements Desk {

    private static final Logger LOG = LoggerFactory.getLogger(TopicsDesk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Board board;
    private final Reach reach;
    private final Clock clock;

    TopicsDesk(Board board, Reach reach, Clock clock) {
        this.board = board;
        this.reach = reach;
        this.clock = clock;
    }

    @Override
    public ObjectNode preview(Wish wish) throws Trouble {
        return isWord(wish) ? preview(draft(wish)) : preview(change(wish));
    }

    private ObjectNode preview(WordDraft draft) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("heading", draft.heading());
        ArrayNode guards = node.putArray("guards");
        draft.guards().forEach(line -> guards.addObject()
                .put("key", line.guard())
                .put("now", line.now())
                .put("then", line.then()));
        node.putArray("lines");
        draft.notes().forEach(node.putArray("notes")::add);
        return node.put("seen", Seen.of(draft));
    }

    private ObjectNode preview(Change change) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        List<PolicyLine> lines = PolicyLine.between(change.pool(), change.next(), clock.instant());
        node.put("heading", "You change the policy of " + change.pool().name());
        node.putArray("guards");
        ArrayNode rows = node.putArray("lines");
        lines.forEach(line ->
                rows.addObject().put("key", line.key()).put("now", line.now()).put("then", line.then()));
        ArrayNode notes = node.putArray("notes");
        if (lines.isEmpty()) {
            notes.add("Nothing changes.");
        }
        return node.put("seen", Seen.of(change.pool()));
    }

    @Override
    public ObjectNode write(Wish wish, String author) throws Trouble, InterruptedException {
        if (wish.reason().isBlank()) {
            throw Trouble.usage("a reason is needed: an audit that says nothing is none");
        }
        LOG.info("word kind={} pool={} author={}", wish.kind(), wish.pool(), author);
        try (Cluster cluster = Cluster.open(reach, clock, LOG::warn)) {
            return isWord(wish) ? say(wish, author, cluster) : set(wish, author, cluster);
        }
    }

    private ObjectNode say(Wish wish, String author, Cluster cluster) throws Trouble, InterruptedException {
        WordDraft draft = draft(wish);
        requireSeen(wish, Seen.of(draft));
        OperatorAction action = draft.signed(author, wish.reason(), clock.instant());
        Reply reply = new Delivery(cluster, PATIENCE).say(draft, action);
        return result(reply.fate().name(), draft.fate(reply).orElse(unheard()));
    }

    private ObjectNode set(Wish wish, String author, Cluster cluster) throws Trouble, InterruptedException {
        Change change = change(wish);
        requireSeen(wish, Seen.of(change.pool()));
        Optional<Change> due = change.due(cluster.lastInterview(), author, wish.reason());
        if (due.isEmpty()) {
            return result("NOTHING", "Nothing changes.");
        }
        boolean read = new Delivery(cluster, PATIENCE).write(List.of(due.get())).read();
        return result(read ? "TAKEN" : "UNHEARD", read ? "written, and read by the processors" : unheard());
    }

    private static String unheard() {
        return "written, and not read by the processors within " + PATIENCE.toSeconds()
                + " s: does poolwarden run run? The word counts as soon as they read it.";
    }

    private static ObjectNode result(String result, String sentence) {
        return JsonNodeFactory.instance.objectNode().put("result", result).put("sentence", sentence);
    }

    private static void requireSeen(Wish wish, String present) throws Trouble {
        if (!wish.seen().equals(present)) {
            throw Trouble.refused("nothing is written: what you have seen is not so any more; look again");
        }
    }

    private static boolean isWord(Wish wish) {
        return switch (wish.kind()) {
            case APPROVE, REJECT, ACKNOWLEDGE -> true;
            case PAUSE, RESUME, MAINTENANCE -> false;
        };
    }

    private WordDraft draft(Wish wish) throws Trouble {
        KnownPools pools = board.pools();
        if (wish.kind() == Wish.Kind.ACKNOWLEDGE) {
            return WordDraft.acknowledge(pools, wish.alert().orElseThrow(() -> Trouble.usage("which alert is meant?")));
        }
        String command = wish.command().orElseThrow(() -> Trouble.usage("which command is meant?"));
        CommandWord word = CommandWord.of(wish.pool(), command, wish.host(), wish.epoch());
        return wish.kind() == Wish.Kind.REJECT
                ? WordDraft.reject(pools, word)
                : WordDraft.approve(pools, word, wish.verifiedDown());
    }

    private Change change(Wish wish) throws Trouble {
        KnownPools pools = board.pools();
        KnownPool pool = pools.called(wish.pool());
        if (wish.kind() == Wish.Kind.MAINTENANCE) {
            String about = wish.host().map(host -> pool.name() + "/" + host).orElse(pool.name());
            return Windows.change(pools, about, wish.time().orElse(""), clock.instant());
        }
        return new Change(
                pool,
                PoolPolicy.newBuilder(pool.policy())
                        .setPaused(wish.kind() == Wish.Kind.PAUSE)
                        .build());
    }
}
