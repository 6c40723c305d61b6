package io.postlude.console;

import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Rehearsals;
import io.postlude.journeys.RehearsedDecision;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** One message of a rehearsal, as its reader would have seen it. */
final class JourneyLetterDesk {
    private final Database database;
    private final Journeys journeys;

    JourneyLetterDesk(Database database, Journeys journeys) {
        this.database = database;
        this.journeys = journeys;
    }

    void addTo(Counter counter) {
        counter.page("journeys/{id}/rehearsed", Permission.SEE_CUSTOMERS, this::show);
    }

    static String link(String path, RehearsedDecision one) {
        return path + "/rehearsed?subject=" + one.subject() + "&step=" + one.step() + "&at="
                + URLEncoder.encode(one.decidedAt().toString(), StandardCharsets.UTF_8);
    }

    private Answer show(Visit visit) {
        FlowId id = FlowId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        Rehearsals.Which which = which(visit);
        return database.inStore(visit.store(), tx -> {
            FlowView view = journeys.flows().find(tx, visit.store(), id).orElseThrow(Refusal::notFound);
            Instant until = which.decidedAt().plus(Duration.ofMinutes(1));
            Rehearsals.Wanted wanted =
                    new Rehearsals.Wanted(id, flow(tx, visit, view), until.minus(Duration.ofDays(31)), until);
            return journeys.rehearsals()
                    .read(tx, visit.store(), wanted, which)
                    .map(found -> new Answer.Html(
                            200, TextFrame.draw(found, visit.shop().name())))
                    .orElseThrow(Refusal::notFound);
        });
    }

    private static Rehearsals.Which which(Visit visit) {
        String subject = Objects.requireNonNullElse(visit.query("subject"), "");
        String step = Objects.requireNonNullElse(visit.query("step"), "");
        if (!subject.matches("\\d{1,19}")) throw Refusal.notFound();
        try {
            return new Rehearsals.Which(
                    Long.parseLong(subject), step, Instant.parse(Objects.requireNonNullElse(visit.query("at"), "")));
        } catch (DateTimeException | NumberFormatException e) {
            throw Refusal.notFound();
        }
    }

    private Flow flow(Tx tx, Visit visit, FlowView view) {
        FlowView.Version newest = view.newest();
        if (newest != null
                && journeys.flows().read(tx, visit.store(), newest.document()) instanceof FlowParser.Whole(Flow flow))
            return flow;
        throw Refusal.notFound();
    }
}
