package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.VerdictKind;

/** Reads the lines under {@code expect}. */
final class ExpectationReader {
    private static final String ANY = "any";

    private final Cast cast;
    private final Duration run;

    ExpectationReader(Cast cast, Duration run) {
        this.cast = cast;
        this.run = run;
    }

    Expectation read(Written line) throws ScenarioException {
        List<String> keys = line.keys("an expectation");
        List<Form> given = Form.among(keys);
        if (given.size() > 1) {
            throw line.trouble("expected one of " + given + " in an expectation, found both");
        }
        if (given.isEmpty()) {
            throw line.trouble(unknown(keys));
        }
        Form form = given.get(0);
        return read(form, line.fields("the expectation " + form.word(), form.allKeys()), line);
    }

    private static String unknown(List<String> keys) {
        return keys.stream()
                .filter(key -> !Form.isDetail(key))
                .findFirst()
                .map(key -> Nearest.unknown("expectation", key, Form.words()))
                .orElse("expected one of " + Nearest.list(Form.words()) + " in an expectation");
    }

    private Expectation read(Form form, Map<String, Written> fields, Written line) throws ScenarioException {
        Asked asked = asked(fields, line);
        Written subject = fields.get(form.word());
        return switch (form) {
            case ALERT -> new Happens(asked, Note.Kind.ALERT, alert(subject), Optional.empty());
            case NO_ALERT -> new Never(asked, Note.Kind.ALERT, unlessAny(subject, Words.ALERTS, "alert kind"));
            case RESOLVED -> new Resolves(asked, alert(subject));
            case FINDING -> new Happens(asked, Note.Kind.FINDING, verdict(subject), Optional.empty());
            case VERDICT -> verdict(asked, subject, fields);
            case COMMAND -> new Happens(asked, Note.Kind.COMMAND, command(subject), Optional.empty());
            case NO_COMMAND -> new Never(
                    asked, Note.Kind.COMMAND, unlessAny(subject, Words.of(CommandKind.class), "command"));
            case WITHHELD -> new Withholds(asked, command(subject), guard(fields));
            case OUTCOME -> new Happens(asked, Note.Kind.OUTCOME, command(subject), result(fields));
            case COUNT -> count(asked, subject, fields);
            case WORLD -> new WorldReader(cast).read(asked, subject, oneOf(fields, "is", "count", subject));
        };
    }

    private Asked asked(Map<String, Written> fields, Written line) throws ScenarioException {
        Optional<String> pool = Optional.empty();
        if (fields.containsKey("pool")) {
            pool = Optional.of(fields.get("pool").oneOf("pool", cast.poolNames()));
        }
        Optional<HostName> host = host(fields.get("host"), pool);
        return new Asked(
                line.text(), line.line(), pool.or(() -> host.map(HostName::pool)), host, Span.read(fields, run));
    }

    private Optional<HostName> host(Written field, Optional<String> pool) throws ScenarioException {
        return field == null ? Optional.empty() : Optional.of(cast.host(field.word("a host"), pool, field));
    }

    /** Who names the master names its pool. */
    private Holds verdict(Asked asked, Written subject, Map<String, Written> fields) throws ScenarioException {
        Optional<HostName> master = host(fields.get("master"), asked.pool());
        return new Holds(
                asked.within(asked.pool().or(() -> master.map(HostName::pool))),
                verdict(subject),
                master.map(HostName::host));
    }

    private Counts count(Asked asked, Written subject, Map<String, Written> fields) throws ScenarioException {
        String[] words = subject.word("alert KIND or command COMMAND").split("\\s+");
        if (words.length != 2 || !List.of("alert", "command").contains(words[0])) {
            throw subject.trouble(
                    "expected count: alert KIND or count: command COMMAND, found '" + String.join(" ", words) + "'");
        }
        boolean isAlert = words[0].equals("alert");
        (isAlert ? Slot.ALERT : Slot.COMMAND).check(words[1], cast, subject);
        Written number = oneOf(fields, "is", "at-most", subject);
        Note.Kind kind = isAlert ? Note.Kind.ALERT : Note.Kind.COMMAND;
        return new Counts(asked, kind, words[1], number.number("a number"), fields.containsKey("at-most"));
    }

    private static Written oneOf(Map<String, Written> fields, String a, String b, Written at) throws ScenarioException {
        if (fields.containsKey(a) == fields.containsKey(b)) {
            throw at.trouble("expected either '" + a + "' or '" + b + "' here");
        }
        return fields.containsKey(a) ? fields.get(a) : fields.get(b);
    }

    private static Optional<String> guard(Map<String, Written> fields) throws ScenarioException {
        Written guard = fields.get("guard");
        return guard == null ? Optional.empty() : Optional.of(guard.oneOf("guard", Words.of(Guard.class)));
    }

    private static Optional<String> result(Map<String, Written> fields) throws ScenarioException {
        Written result = fields.get("is");
        return result == null
                ? Optional.empty()
                : Optional.of(Words.upper(result.oneOf("outcome", Words.lower(OutcomeResult.class))));
    }

    private static Optional<String> unlessAny(Written subject, List<String> known, String kind)
            throws ScenarioException {
        return subject.word(kind).equals(ANY) ? Optional.empty() : Optional.of(subject.oneOf(kind, known));
    }

    private static String alert(Written subject) throws ScenarioException {
        return subject.oneOf("alert kind", Words.ALERTS);
    }

    private static String verdict(Written subject) throws ScenarioException {
        return subject.oneOf("verdict", Words.of(VerdictKind.class));
    }

    private static String command(Written subject) throws ScenarioException {
        return subject.oneOf("command", Words.of(CommandKind.class));
    }
}
