package io.postlude.kernel;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A statement failed. Says whether the world was at fault (try again) or the statement was. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Connection lost, server stopping, out of resources, deadlock, serialization: the same work may succeed later. */
    public static boolean isTransient(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof java.sql.SQLTransientException) return true;
            if (e instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("40");
            }
        }
        return false;
    }

    /** Somebody else was faster with a key: the same work finds it known next time. */
    public static boolean isTaken(DatabaseException error) {
        return error.getCause() instanceof SQLException sql && "23505".equals(sql.getSQLState());
    }

    /** The name of the violated constraint, or an empty text: constraint names are part of the design and map to refusals. */
    public static String constraint(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof PSQLException psql) {
                ServerErrorMessage message = psql.getServerErrorMessage();
                String name = message == null ? null : message.getConstraint();
                return name == null ? "" : name;
            }
        }
        return "";
    }
}
