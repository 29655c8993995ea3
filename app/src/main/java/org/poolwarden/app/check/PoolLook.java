package org.poolwarden.app.check;

import static org.poolwarden.app.check.HostLook.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.poolwarden.app.check.HostLook.Role;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.PoolRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;

/** Asks every host of a pool, and its master about all of them. */
record PoolLook(PoolAccess pool, HostLook hosts, XapiClient xapi, Duration clockSkew, Clock clock) {

    private String subject() {
        return "pool " + pool.name();
    }

    void look(Consumer<CheckLine> lines) {
        Map<PoolHost, Role> roles = new LinkedHashMap<>();
        pool.hosts().forEach(host -> hosts.look(host, lines).ifPresent(role -> roles.put(host, role)));
        List<PoolHost> masters = roles.keySet().stream()
                .filter(host -> roles.get(host) instanceof Role.Master)
                .toList();
        if (masters.size() != 1) {
            lines.accept(CheckLine.fail(
                    subject(),
                    masters.isEmpty()
                            ? "no host that is configured answers as its master"
                            : names(masters) + " all hold themselves for its master",
                    masters.isEmpty()
                            ? "configure the master too; when it is lost, poolwarden explain " + pool.name()
                            : "do nothing by hand before you have read docs/verdicts.md, SPLIT_BRAIN"));
        } else {
            PoolHost master = masters.get(0);
            followers(master, roles, lines);
            members(master, lines, ((Role.Master) roles.get(master)).session());
        }
        roles.values().forEach(this::leave);
    }

    private void leave(Role role) {
        if (role instanceof Role.Master master) {
            try {
                answer(xapi.logout(master.session(), hosts.deadline()));
            } catch (XapiException e) {
                // The host forgets a session that nobody uses.
            }
        }
    }

    /** Every slave must name the master as the configuration does, or nobody could tell whom it follows. */
    private void followers(PoolHost master, Map<PoolHost, Role> roles, Consumer<CheckLine> lines) {
        List<String> wrong = new ArrayList<>();
        roles.forEach((host, role) -> {
            if (role instanceof Role.Slave slave && !slave.master().equals(master.claimedAddress())) {
                wrong.add(host.name() + " follows " + slave.master());
            }
        });
        lines.accept(
                wrong.isEmpty()
                        ? CheckLine.ok(subject(), master.name() + " is master, and all who answer follow it")
                        : CheckLine.fail(
                                subject(),
                                String.join(", ", wrong) + ", and the master is configured as "
                                        + master.claimedAddress(),
                                "write " + master.name() + "="
                                        + master.endpoint().address() + "@ADDRESS, with the"
                                        + " address that they name"));
    }

    private void members(PoolHost master, Consumer<CheckLine> lines, XapiSession session) {
        try {
            PoolRecord record = answer(xapi.poolRecord(session, hosts.deadline()));
            Map<String, HostRecord> members = answer(xapi.hostRecords(session, hosts.deadline()));
            HostRecord itself = members.get(record.masterRef());
            if (itself == null || !itself.address().equals(master.claimedAddress())) {
                lines.accept(CheckLine.fail(
                        subject(),
                        "its database calls " + (itself == null ? "nobody" : itself.address()) + " master, and "
                                + master.claimedAddress() + " answers as one",
                        "xe pool-list params=master on " + master.name()));
            }
            listed(members, lines);
            versions(members, lines);
            clocks(members, session, lines);
        } catch (XapiException e) {
            lines.accept(CheckLine.fail(
                    subject(), "its master does not tell its members: " + e.getMessage(), "is the account an admin?"));
        }
    }

    private void listed(Map<String, HostRecord> members, Consumer<CheckLine> lines) {
        List<String> unconfigured = members.values().stream()
                .filter(member -> pool.at(member.address()).isEmpty())
                .map(member -> member.nameLabel() + "=" + member.address())
                .toList();
        List<String> foreign = pool.hosts().stream()
                .filter(host -> members.values().stream()
                        .noneMatch(member -> member.address().equals(host.claimedAddress())))
                .map(PoolHost::name)
                .toList();
        if (!unconfigured.isEmpty()) {
            lines.accept(CheckLine.warn(
                    subject(),
                    "members that nobody interviews: " + String.join(", ", unconfigured),
                    "add them to pools." + pool.name() + ".hosts"));
        }
        if (!foreign.isEmpty()) {
            lines.accept(CheckLine.fail(
                    subject(),
                    "configured and no members: " + String.join(", ", foreign),
                    "take them out of pools." + pool.name() + ".hosts, or correct their addresses"));
        }
        if (unconfigured.isEmpty() && foreign.isEmpty()) {
            lines.accept(CheckLine.ok(subject(), "its " + members.size() + " members are those that are configured"));
        }
    }

    private void versions(Map<String, HostRecord> members, Consumer<CheckLine> lines) {
        List<String> versions = members.values().stream()
                .map(HostRecord::productVersion)
                .distinct()
                .sorted()
                .toList();
        lines.accept(
                versions.size() == 1
                        ? CheckLine.ok(subject(), "all members run " + versions.get(0))
                        : CheckLine.warn(
                                subject(),
                                "its members run different versions: " + String.join(", ", versions),
                                "nothing while it is upgraded; else finish the upgrade"));
    }

    private void clocks(Map<String, HostRecord> members, XapiSession session, Consumer<CheckLine> lines)
            throws XapiException {
        Duration worst = Duration.ZERO;
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, HostRecord> member : members.entrySet()) {
            Instant before = clock.instant();
            Instant its = answer(xapi.serverTime(session, member.getKey(), hosts.deadline()));
            Duration took = Duration.between(before, clock.instant());
            Duration off = Duration.between(before.plus(took.dividedBy(2)), its).abs();
            worst = off.compareTo(worst) > 0 ? off : worst;
            if (off.compareTo(clockSkew) > 0) {
                wrong.add(member.getValue().nameLabel() + " by " + off.toSeconds() + " s");
            }
        }
        lines.accept(
                wrong.isEmpty()
                        ? CheckLine.ok(
                                subject(),
                                "its clocks and this machine's differ by less than " + (worst.toSeconds() + 1) + " s")
                        : CheckLine.warn(
                                subject(),
                                "clocks differ from this machine's: " + String.join(", ", wrong),
                                "chronyc tracking on these hosts, and here"));
    }

    private static String names(List<PoolHost> hosts) {
        return hosts.stream().map(PoolHost::name).collect(Collectors.joining(", "));
    }
}
