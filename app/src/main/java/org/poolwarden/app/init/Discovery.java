package org.poolwarden.app.init;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.PoolRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.AuthenticationFailed;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.HttpsXapiTransport;
import org.poolwarden.xapi.transport.TlsTrust;

/** Asks a host who belongs to its pool; a slave is asked for its master. */
record Discovery(TrustDesk trust, Credentials credentials, Duration patience) {

    /**
     * What was found.
     *
     * @param label what XenCenter calls the pool; may be empty
     */
    record Found(String label, List<Member> members) {
        Found {
            members = List.copyOf(members);
        }
    }

    /**
     * @param seed whose certificate is trusted
     * @throws Trouble when a host refuses the login, does not answer, or its certificate is not trusted
     */
    Found from(HostEndpoint seed) throws Trouble {
        try {
            return asked(seed);
        } catch (HostIsSlave e) {
            return fromMaster(new HostEndpoint("master", e.masterAddress(), seed.port()));
        } catch (XapiException e) {
            throw trouble(seed, e);
        }
    }

    private Found fromMaster(HostEndpoint master) throws Trouble {
        trust.demand(master);
        try {
            return asked(master);
        } catch (XapiException e) {
            throw trouble(master, e);
        }
    }

    private static Trouble trouble(HostEndpoint host, XapiException e) {
        return Trouble.unanswered(
                e instanceof AuthenticationFailed
                        ? host.authority() + " refuses the login: are user and password right?"
                        : host.authority() + " gives no answer (" + e.kind() + ", " + e.getMessage()
                                + "): does its toolstack run?",
                e);
    }

    private Found asked(HostEndpoint master) throws XapiException {
        try (BoundedHttp http = new BoundedHttp(TlsTrust.pinned(trust.trusted()))) {
            XapiClient xapi = new XapiClient(new HttpsXapiTransport(http));
            XapiSession session = answer(xapi.login(master, credentials, patience, Connection.FRESH));
            PoolRecord pool = answer(xapi.poolRecord(session, patience));
            Map<String, HostRecord> hosts = answer(xapi.hostRecords(session, patience));
            answer(xapi.logout(session, patience));
            return new Found(pool.nameLabel(), members(master, pool, hosts));
        }
    }

    /** The master is reached where it was reached just now, the others where its database says. */
    private static List<Member> members(HostEndpoint master, PoolRecord pool, Map<String, HostRecord> hosts) {
        List<Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        hosts.forEach((ref, host) -> {
            boolean isMaster = ref.equals(pool.masterRef());
            String name = Names.unique(host.nameLabel(), "host", names);
            String address = isMaster ? master.address() : host.address();
            members.add(new Member(
                    new HostEndpoint(name, address, master.port()), host.address(), isMaster, host.productVersion()));
        });
        return members;
    }

    private static <T> T answer(CompletionStage<T> stage) throws XapiException {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw XapiException.of(e);
        }
    }
}
