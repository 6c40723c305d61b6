package io.postlude.journeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.postlude.flows.Medium;
import io.postlude.kernel.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the channel of a touchpoint stands in its row: nothing, where it is mail and nothing came before it. */
final class MediaSql {
    private MediaSql() {}

    static @Nullable Medium medium(Media media) {
        if (media.open().isEmpty()) return null;
        Medium taken = media.open().getFirst();
        return taken == Medium.EMAIL ? null : taken;
    }

    static @Nullable String passed(StepQuestion question, Media media) {
        // One channel alone says no by the rule itself.
        List<Passed> over = question.step().media().size() == 1 ? List.of() : media.passedOver(question);
        return over.isEmpty() ? null : Json.write(over);
    }

    static Medium medium(ResultSet row) throws SQLException {
        String medium = row.getString("medium");
        return medium == null ? Medium.EMAIL : Medium.valueOf(medium);
    }

    static List<Passed> passed(ResultSet row) throws SQLException {
        String passed = row.getString("passed");
        try {
            return passed == null ? List.of() : Json.MAPPER.readValue(passed, new TypeReference<List<Passed>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was passed over is not what was written", e);
        }
    }
}
