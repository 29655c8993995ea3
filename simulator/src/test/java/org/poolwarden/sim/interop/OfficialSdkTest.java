package org.poolwarden.sim.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.xensource.xenapi.Connection;
import com.xensource.xenapi.Event;
import com.xensource.xenapi.EventBatch;
import com.xensource.xenapi.Host;
import com.xensource.xenapi.HostMetrics;
import com.xensource.xenapi.Network;
import com.xensource.xenapi.PBD;
import com.xensource.xenapi.PIF;
import com.xensource.xenapi.Pool;
import com.xensource.xenapi.SR;
import com.xensource.xenapi.Session;
import com.xensource.xenapi.Task;
import com.xensource.xenapi.Types;
import com.xensource.xenapi.VBD;
import com.xensource.xenapi.VDI;
import com.xensource.xenapi.VM;
import java.net.URL;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.Anybody;
import org.poolwarden.sim.http.SimFace.Wire;

/**
 * XenServer's official Java SDK, as it lies on Maven Central, against simulated hosts: facts/xapi-client.md 1.3. In this
 * order the interop command prints what it did.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfficialSdkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PATIENCE_SECONDS = (int) PATIENCE.toSeconds();

    private final Diary diary = new Diary("java-sdk");
    private Closet closet;

    @BeforeEach
    void open() throws Exception {
        closet = new Closet(Wire.PLAIN);
    }

    @AfterEach
    void close() {
        closet.close();
    }

    @Test
    @Order(1)
    void aLoginOnASlaveNamesTheMasterAndTheSdkFollows() throws Exception {
        Connection slave = connection(Closet.BETA);
        Types.HostIsSlave answer =
                catchThrowableOfType(Types.HostIsSlave.class, () -> Session.loginWithPassword(slave, user(), word()));
        assertThat(answer.masterIPAddress).isEqualTo(Closet.ALPHA);

        Connection master = connection(answer.masterIPAddress);
        Session session = Session.loginWithPassword(master, user(), word(), "1.0", "interop");
        assertThat(session.getThisHost(master).getNameLabel(master)).isEqualTo("alpha");
        diary.tell("logged in on the slave beta, was told HOST_IS_SLAVE and follows to the master alpha");
        Session.logout(master);
        assertThatThrownBy(() -> Pool.getAll(master)).isInstanceOf(Types.SessionInvalid.class);
        diary.tell("logged out: its session is SESSION_INVALID");
    }

    /** The SDK has no say in whom it trusts. */
    @Test
    @Order(2)
    void overTlsItTrustsWhomTheWholeJvmTrusts() throws Exception {
        try (Closet secure = new Closet(Wire.TLS)) {
            URL url = new URL("https://" + Closet.ALPHA + ":" + secure.port() + "/");
            Connection master = new Connection(url, PATIENCE_SECONDS, PATIENCE_SECONDS);
            assertThatThrownBy(() -> Session.loginWithPassword(master, user(), word()))
                    .hasRootCauseInstanceOf(CertPathBuilderException.class);

            SSLSocketFactory sockets = HttpsURLConnection.getDefaultSSLSocketFactory();
            HostnameVerifier names = HttpsURLConnection.getDefaultHostnameVerifier();
            try {
                HttpsURLConnection.setDefaultSSLSocketFactory(Anybody.trusted().getSocketFactory());
                HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
                Session.loginWithPassword(master, user(), word());
            } finally {
                HttpsURLConnection.setDefaultSSLSocketFactory(sockets);
                HttpsURLConnection.setDefaultHostnameVerifier(names);
            }
            diary.tell("refused the self-signed certificate of alpha, and logged in once the JVM trusted it");
        }
    }

    @Test
    @Order(3)
    void recordsOfEveryClassAreUnderstood() throws Exception {
        Connection master = master();
        Map<Host, Host.Record> hosts = Host.getAllRecords(master);
        Pool.Record pool = Pool.getAllRecords(master).values().iterator().next();
        Host.Record alpha = hosts.get(pool.master);
        assertThat(alpha.nameLabel).isEqualTo("alpha");
        assertThat(alpha.address).isEqualTo(Closet.ALPHA);
        assertThat(alpha.enabled).isTrue();
        assertThat(alpha.APIVersionMajor).isEqualTo(2);
        assertThat(alpha.softwareVersion).containsEntry("product_version", "8.2.1");
        assertThat(alpha.metrics.getLive(master)).isTrue();

        Map<VM, VM.Record> machines = VM.getAllRecords(master);
        assertThat(machines.values())
                .filteredOn(vm -> !vm.isControlDomain)
                .hasSize(3)
                .allSatisfy(vm -> {
                    assertThat(vm.powerState).isEqualTo(Types.VmPowerState.RUNNING);
                    assertThat(hosts).containsKey(vm.residentOn);
                });
        assertThat(HostMetrics.getAllRecords(master)).hasSize(2);
        assertThat(SR.getAllRecords(master)).hasSize(1);
        assertThat(PBD.getAllRecords(master)).hasSize(2).allSatisfy((ref, pbd) -> assertThat(pbd.currentlyAttached)
                .isTrue());
        assertThat(VBD.getAllRecords(master)).hasSize(3);
        assertThat(VDI.getAllRecords(master)).hasSize(3).allSatisfy((ref, vdi) -> assertThat(vdi.virtualSize)
                .isEqualTo(42_949_672_960L));
        assertThat(Network.getAllRecords(master)).hasSize(1);
        assertThat(PIF.getAllRecords(master)).hasSize(2);
        diary.tell("listed 1 pool, 2 host, " + machines.size() + " VM, 1 SR, 2 PBD, 3 VBD, 3 VDI, 1 network, 2 PIF");
    }

    @Test
    @Order(4)
    void eventsTellWhatIsAndThenWhatChanges() throws Exception {
        Connection master = master();
        Set<String> classes = Set.of("pool", "host");
        EventBatch first = Event.from(master, classes, "", 1.0);
        assertThat(first.events).hasSize(3).allMatch(event -> event.operation == Types.EventOperation.ADD);
        assertThat(((Map<?, ?>) first.validRefCounts).get("host"))
                .as("an i4, the only one")
                .isEqualTo(2);
        diary.tell("event.from with no token: " + first.events.size() + " objects are added");

        CompletableFuture<EventBatch> next = CompletableFuture.supplyAsync(() -> {
            try {
                return Event.from(master, classes, first.token, (double) PATIENCE_SECONDS);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        closet.happens("alpha", host -> host.pool().setHaArmed(true), "HA armed");
        EventBatch told = next.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(told.events)
                .extracting(event -> event.clazz + " " + event.operation)
                .contains("pool mod");
        assertThat(told.token).isGreaterThan(first.token);
        diary.tell("event.from with that token: an event told that HA is armed");
    }

    @Test
    @Order(5)
    void anAsynchronousCallEndsInItsTask() throws Exception {
        Connection master = master();
        Host beta = Host.getByNameLabel(master, "beta").iterator().next();
        Task task = beta.disableAsync(master);

        Awaitility.await().atMost(PATIENCE).until(() -> task.getStatus(master) == Types.TaskStatusType.SUCCESS);
        assertThat(beta.getEnabled(master)).isFalse();
        task.destroy(master);
        assertThatThrownBy(() -> task.getStatus(master)).isInstanceOf(Types.HandleInvalid.class);
        diary.tell("disabled beta by a task, and destroyed the task");
    }

    @Test
    @Order(6)
    void aFailoverByHandIsCarriedOutAndFollowed() throws Exception {
        Connection old = master();
        closet.happens("alpha", SimHost::powerOff, "power lost");
        diary.tell("(power-off alpha)");

        Connection survivor = connection(Closet.BETA);
        Session.slaveLocalLoginWithPassword(survivor, user(), word());
        Pool.emergencyTransitionToMaster(survivor);
        diary.tell("slave_local_login on beta, and emergency_transition_to_master");
        Connection master = connection(Closet.BETA);
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Session.loginWithPassword(master, user(), word()) != null);
        Pool.Record pool = Pool.getAllRecords(master).values().iterator().next();
        assertThat(pool.master.getNameLabel(master)).isEqualTo("beta");
        diary.tell("logged in on beta as master; its pool says so too");
        assertThat(Pool.recoverSlaves(master)).as("nobody is left").isEmpty();

        closet.happens("alpha", SimHost::powerOn, "follows " + Closet.BETA);
        diary.tell("(power-on alpha)");
        assertThatThrownBy(() -> Pool.getAll(old)).isInstanceOf(Types.SessionInvalid.class);
        Types.HostIsSlave answer =
                catchThrowableOfType(Types.HostIsSlave.class, () -> Session.loginWithPassword(old, user(), word()));
        assertThat(answer.masterIPAddress).isEqualTo(Closet.BETA);
        diary.tell("its session of the old master is SESSION_INVALID; a login there is sent on to beta");
    }

    private Connection master() throws Exception {
        Connection master = connection(Closet.ALPHA);
        Session.loginWithPassword(master, user(), word());
        return master;
    }

    private Connection connection(String address) throws Exception {
        URL url = new URL("http://" + address + ":" + closet.port() + "/");
        return new Connection(url, PATIENCE_SECONDS, PATIENCE_SECONDS);
    }

    private static String user() {
        return SimWorld.USER;
    }

    private static String word() {
        return SimWorld.PASSWORD;
    }
}
