package org.poolwarden.app.operate;

import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.OperatorAction;

/** A person's word on an incident: shown, confirmed, written, and what became of it. */
public final class Speech {

    private final Session session;
    private final Format format;
    private final Signature signature;
    private final Cluster cluster;
    private final Page page;

    public Speech(Session session, Format format, Signature signature, Cluster cluster) {
        this.session = session;
        this.format = format;
        this.signature = signature;
        this.cluster = cluster;
        this.page = format.isJson() ? session.aside() : session.out();
    }

    /**
     * @param verifiedDown the host that the person has verified to be down, as it was typed
     * @return the exit status
     */
    public int approve(CommandWord word, Optional<String> verifiedDown) throws Trouble, InterruptedException {
        return say(WordDraft.approve(KnownPools.read(cluster), word, verifiedDown));
    }

    public int reject(CommandWord word) throws Trouble, InterruptedException {
        return say(WordDraft.reject(KnownPools.read(cluster), word));
    }

    /**
     * @param alert its key, with or without the pool
     */
    public int acknowledge(KnownPools pools, String alert) throws Trouble, InterruptedException {
        return say(WordDraft.acknowledge(pools, alert));
    }

    private int say(WordDraft draft) throws Trouble, InterruptedException {
        show(draft);
        OperatorAction action = draft.signed(signature.author(), signature.reason(), session.now());
        signature.confirm(session);
        Reply reply = new Delivery(cluster, signature.timeout()).say(draft, action);
        return tell(draft, action, reply);
    }

    private void show(WordDraft draft) {
        if (draft.kind() != ActionKind.ACKNOWLEDGE) {
            PoolHead.print(draft.pool(), page, session.now());
        }
        page.heading(draft.heading());
        if (!draft.guards().isEmpty()) {
            page.table(
                    List.of("GUARD", "NOW LIFTED BY", "WITH YOUR WORD"),
                    draft.guards().stream()
                            .map(line ->
                                    List.of(page.plain(line.guard()), page.plain(line.now()), page.plain(line.then())))
                            .toList());
        }
        draft.notes().forEach(page::line);
    }

    private int tell(WordDraft draft, OperatorAction action, Reply reply) {
        if (format.isJson()) {
            session.print(reply.json(action));
            return reply.status();
        }
        draft.fate(reply)
                .ifPresentOrElse(
                        page::line,
                        () -> session.warn("written as " + action.getId()
                                + ", and not answered by the processors within " + Moments.word(signature.timeout())
                                + ": does poolwarden run run, with application.id " + cluster.processors()
                                + "? The word counts as soon as they read it."));
        return reply.status();
    }
}
