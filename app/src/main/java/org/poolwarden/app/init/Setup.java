package org.poolwarden.app.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.poolwarden.app.init.Blueprint.Accounts;
import org.poolwarden.app.init.Blueprint.Place;
import org.poolwarden.app.operate.Dialogue;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;

/** The conversation: an address, a certificate, a password, the members, their BMCs, Kafka; then files. */
public final class Setup {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^\\s:\\[\\]]+)(?::(\\d{1,5}))?");
    private static final int HTTPS = 443;

    private final Dialogue dialogue;
    private final InitOptions options;
    private final Drafts drafts;

    public Setup(Dialogue dialogue, InitOptions options) {
        this.dialogue = dialogue;
        this.options = options;
        this.drafts = new Drafts(options.dir);
    }

    /**
     * @throws Trouble when something is missing, a host does not answer, or the person says no: nothing is written then
     */
    public void run() throws Trouble {
        TrustDesk trust = new TrustDesk(dialogue, options.fingerprints, options.trusting, PATIENCE);
        HostEndpoint seed = seed(dialogue.value(options.address, "--address", "Address of any host", Optional.empty()));
        trust.demand(seed);
        Credentials account = account(options.user, "--user", options.passwordFile, "--password-file");
        Discovery.Found found = new Discovery(trust, account, PATIENCE).from(seed);
        show(found);
        pinAll(trust, found.members());
        String pool = pool(found.label());
        BmcChoice bmcs = new BmcChoice(dialogue, options, found.members());
        bmcs.choose();
        Credentials bmcAccount = new Credentials("root", "");
        if (!bmcs.urls().isEmpty()) {
            bmcs.endpoints().forEach(this::announce);
            warnOfSilent(trust.demand(bmcs.endpoints()));
            bmcAccount = account(options.bmcUser, "--bmc-user", options.bmcPasswordFile, "--bmc-password-file");
        }
        Kafka kafka = Kafka.of(dialogue, options, drafts);
        Place place = kafka.place(
                dialogue.value(options.observer, "--observer", "Where the connectors run", Optional.of("rack-a")),
                options.witnesses);
        Blueprint blueprint = new Blueprint(
                pool,
                found.members(),
                new Accounts(account.user(), bmcs.urls(), bmcAccount.user()),
                trust.trusted(),
                place,
                drafts.secrets(pool));
        List<Draft> files = new ArrayList<>(kafka.drafts());
        files.add(drafts.workerDraft());
        files.addAll(drafts.connectors(blueprint));
        files.add(drafts.secrets(pool, Drafts.passwords(account.password(), bmcAccount.password())));
        new FileDesk(dialogue, options.overwrite).write(files);
        next(blueprint);
    }

    private static HostEndpoint seed(String address) throws Trouble {
        Matcher form = ADDRESS.matcher(address);
        if (!form.matches()) {
            throw Trouble.usage("expected HOST or HOST:PORT, found '" + address + "'");
        }
        try {
            return new HostEndpoint(
                    "host",
                    form.group(1).replaceAll("[\\[\\]]", ""),
                    form.group(2) == null ? HTTPS : Integer.parseInt(form.group(2)));
        } catch (IllegalArgumentException e) {
            throw Trouble.usage(e.getMessage());
        }
    }

    private Credentials account(Optional<String> user, String userFlag, Optional<Path> file, String fileFlag)
            throws Trouble {
        String name = user.orElse("root");
        if (file.isEmpty()) {
            return new Credentials(
                    name,
                    dialogue.secret(
                            fileFlag, "Password of " + name + (userFlag.contains("bmc") ? " on the BMCs" : "")));
        }
        try {
            return new Credentials(
                    name,
                    Files.readAllLines(file.get()).stream()
                            .findFirst()
                            .filter(line -> !line.isEmpty())
                            .orElseThrow(() -> Trouble.usage(fileFlag + " " + file.get() + " is empty")));
        } catch (IOException e) {
            throw Trouble.usage(fileFlag + " " + file.get() + " cannot be read: " + e);
        }
    }

    private void show(Discovery.Found found) {
        Page page = dialogue.out();
        page.heading("Pool " + (found.label().isEmpty() ? "without a name" : found.label()));
        page.table(
                List.of("HOST", "ADDRESS", "ROLE", "VERSION"),
                found.members().stream()
                        .map(member -> List.of(
                                page.plain(member.name()),
                                page.plain(member.endpoint().authority()),
                                page.plain(member.isMaster() ? "master" : "slave"),
                                page.plain(member.version())))
                        .toList());
    }

    private void pinAll(TrustDesk trust, List<Member> members) throws Trouble {
        warnOfSilent(trust.demand(members.stream().map(Member::endpoint).toList()));
    }

    private void announce(HostEndpoint bmc) {
        dialogue.out().line("BMC of " + bmc.name() + ": " + bmc.authority());
    }

    private void warnOfSilent(List<HostEndpoint> silent) {
        silent.forEach(host -> dialogue.out()
                .line(host.name() + " (" + host.authority() + ") does not answer now, so its certificate is not pinned."
                        + " Run init again when it does: until then it cannot be interviewed."));
    }

    private String pool(String label) throws Trouble {
        String name = dialogue.value(
                options.pool, "--pool", "Name of the pool in every record", Optional.of(Names.of(label, "pool")));
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw Trouble.usage("expected a pool's name of letters, digits, '.', '_' and '-', found '" + name + "'");
        }
        return name;
    }

    private void next(Blueprint blueprint) {
        Page page = dialogue.out();
        page.heading("Next");
        page.verbatim("poolwarden topics create --config " + drafts.processors());
        page.verbatim("poolwarden check --config " + drafts.processors() + " --connectors " + drafts.connectors()
                + " --worker " + drafts.worker());
        page.verbatim("poolwarden run --config " + drafts.processors());
        blueprint
                .connectors()
                .keySet()
                .forEach(name -> page.verbatim("curl -H 'Content-Type: application/json' --data @"
                        + drafts.connectors().resolve(name + ".json") + " http://localhost:8083/connectors"));
        page.item("Workers read " + blueprint.secrets() + " as their own user; what they need besides stands in "
                + drafts.worker() + ". recovery-" + blueprint.pool() + " is in dry run.");
    }
}
