package org.poolwarden.app.operate;

import java.util.List;
import org.poolwarden.schema.wire.RecordJson;

/** The policy of one pool, to look at or to keep in a file. */
public final class PolicySheet {

    /** How it is told. */
    public enum Form {
        table,
        json,
        yaml
    }

    private final KnownPool pool;

    public PolicySheet(KnownPool pool) {
        this.pool = pool;
    }

    public void print(Form form, Session session) {
        switch (form) {
            case table -> session.out()
                    .table(List.of("KEY", "VALUE"), PolicyText.rows(pool, session.out(), session.now()));
            case json -> session.print(RecordJson.of(pool.policy()));
            case yaml -> session.out().raw(PolicyText.yaml(pool.policy()));
        }
    }
}
