package org.poolwarden.sim;

/**
 * What a host answers to each request in each of its states: facts/xapi.md 2.1 as a table, its emergency calls row by
 * row.
 *
 * <p>M is a master, S a slave of a live master, L a running slave that lost its master, E a slave in emergency mode, R a
 * host whose toolstack is away, H one whose toolstack hangs, X a dead host. {@code emergency} is the refusal of
 * emergency mode. A session that a cell needs was opened there before the host came into a state in which it opens none.
 */
public final class StateMatrix {

    public static final String STATES = "MSLERHX";

    public static final String TABLE =
            """
            request                                            | M       | S             | L             | E         | R      | H       | X
            session.login_with_password                        | session | HOST_IS_SLAVE | HOST_IS_SLAVE | emergency | closed | silence | silence
            session.slave_local_login_with_password            | session | session       | session       | session   | closed | silence | silence
            host.is_in_emergency_mode, local session           | false   | false         | false         | true      | closed | silence | silence
            pool.is_slave, local session                       | false   | true          | silence       | silence   | closed | silence | silence
            host.local_assert_healthy, local session           | done    | done          | done          | done      | closed | silence | silence
            pool.emergency_transition_to_master, local session | done    | done          | done          | done      | closed | silence | silence
            pool.emergency_reset_master, local session         | done    | done          | done          | done      | closed | silence | silence
            session.local_logout, local session                | done    | done          | done          | done      | closed | silence | silence
            session.logout, local session                      | done    | done          | silence       | emergency | closed | silence | silence
            pool.get_all, local session                        | refs    | refs          | silence       | emergency | closed | silence | silence
            pool.get_all, master's session                     | refs    | HOST_IS_SLAVE | silence       | emergency | closed | silence | silence
            host.is_in_emergency_mode, master's session        | false   | HOST_IS_SLAVE | silence       | silence   | closed | silence | silence
            rrd_updates, master's session                      | metrics | metrics       | silence       | silence   | closed | silence | silence
            rrd_updates, local session                         | metrics | metrics       | metrics       | metrics   | closed | silence | silence
            rrd_updates, name and password                     | metrics | 401           | 401           | 401       | closed | silence | silence
            rrd_updates, nothing                               | 401     | 401           | 401           | 401       | closed | silence | silence
            host.shutdown_agent, local session                 | done    | done          | done          | done      | closed | silence | silence
            """;

    private StateMatrix() {}
}
