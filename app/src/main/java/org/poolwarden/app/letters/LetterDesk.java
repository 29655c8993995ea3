package org.poolwarden.app.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Consent;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Motive;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;

/** Where dead letters are looked at and put back. */
public final class LetterDesk {

    private final Session session;
    private final Format format;
    private final Cluster cluster;

    public LetterDesk(Session session, Format format, Cluster cluster) {
        this.session = session;
        this.format = format;
        this.cluster = cluster;
    }

    public void list(LetterFilter filter) throws Trouble {
        LetterBox box = LetterBox.read(cluster);
        LetterList list = new LetterList(box, filter.in(box, cluster.topics(), session.now()));
        if (format.isJson()) {
            list.printJson(session);
        } else {
            list.print(session);
        }
    }

    /**
     * @param all whether every byte is shown
     */
    public void show(String word, boolean all) throws Trouble {
        LetterBox box = LetterBox.read(cluster);
        Letter letter = box.called(word);
        LetterSheet sheet = new LetterSheet(letter, box.putback(letter), Reading.of(letter, cluster));
        if (format.isJson()) {
            sheet.printJson(session);
        } else {
            sheet.print(session, all);
        }
    }

    /**
     * Shows what would be put back over what, asks, and does it.
     *
     * @param force whatever speaks against it
     * @return the exit status
     */
    public int replay(List<String> words, Motive motive, Consent consent, boolean force)
            throws Trouble, InterruptedException {
        String why = motive.reason();
        List<Order> orders = new OrderBook(cluster, LetterBox.read(cluster)).of(words);
        Page page = format.isJson() ? session.aside() : session.out();
        orders.forEach(order -> show(order, page));
        demandSound(orders, force);
        consent.confirm(session);
        try (Postman postman = new Postman(session, cluster)) {
            List<Order> again = new OrderBook(cluster, LetterBox.read(cluster)).of(words);
            demandSound(again, force);
            report(again, postman.put(again, motive.author(), why));
            return 0;
        }
    }

    private static void show(Order order, Page page) {
        page.line("Letter " + order.letter().id() + " to " + order.to().topic() + "-"
                + order.to().partition() + ", key " + order.letter().keyText());
        page.item("now   "
                + order.later()
                        .map(later -> "offset " + later.offset() + " is the last of this key:")
                        .orElse("nothing later that it would replace"));
        order.later().ifPresent(later -> page.verbatim("      " + later.text()));
        page.item("then  " + order.letter().size() + " bytes at the end, with who put them there and why:");
        page.verbatim("      "
                + order.reading()
                        .decoded()
                        .or(order.reading()::asWritten)
                        .map(Object::toString)
                        .orElse("nobody can say what they mean"));
        order.objections().forEach(objection -> page.item("but   " + objection));
    }

    private static void demandSound(List<Order> orders, boolean force) throws Trouble {
        List<String> against = orders.stream()
                .filter(order -> !order.objections().isEmpty())
                .map(order -> order.letter().id() + ": " + String.join("; ", order.objections()))
                .toList();
        if (!force && !against.isEmpty()) {
            throw Trouble.refused("nothing is written: " + String.join("\n", against)
                    + "\n--force puts back what you know to be right");
        }
    }

    private void report(List<Order> orders, List<Putback> putbacks) {
        for (int i = 0; i < orders.size(); i++) {
            Putback putback = putbacks.get(i);
            if (format.isJson()) {
                ObjectNode node = LetterList.json(orders.get(i).letter(), Optional.of(putback));
                session.print(node);
            } else {
                session.out().line("put back: " + putback.letter() + " is " + putback.to());
            }
        }
        if (!format.isJson()) {
            session.out().line("Next: poolwarden dlq list --open; what its readers do not take comes back there.");
        }
    }
}
