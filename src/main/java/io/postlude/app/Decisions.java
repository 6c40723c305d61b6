package io.postlude.app;

import io.postlude.claims.ClaimPersonalData;
import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.InboxPersonalData;
import io.postlude.connectors.OutsideHttp;
import io.postlude.connectors.RefundsModule;
import io.postlude.connectors.WebhooksOut;
import io.postlude.customers.Privacy;
import io.postlude.deliveries.DeliveryPersonalData;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.flows.Flows;
import io.postlude.journeys.Counted;
import io.postlude.journeys.JourneysModule;
import io.postlude.journeys.TouchpointPersonalData;
import io.postlude.kernel.Settings;
import io.postlude.loyalty.LoyaltyModule;
import io.postlude.loyalty.RewardPersonalData;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.MessagePersonalData;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderPersonalData;
import io.postlude.promises.RiskPersonalData;
import io.postlude.returns.CreditPersonalData;
import io.postlude.returns.ReturnAddress;
import io.postlude.returns.ReturnPersonalData;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.SegmentsModule;
import io.postlude.texts.Texts;
import io.postlude.tracking.ParcelPersonalData;
import java.util.List;

/** The wiring's second floor: what is done for customers, and who is written to when. */
final class Decisions {
    /** How money goes back, above the port through which returns give it. */
    final RefundsModule refunds;

    final ReturnsModule returns;
    final SegmentsModule segments;
    final ClaimsModule claims;
    final LoyaltyModule loyalty;
    final Texts texts;
    final Flows flows;
    final WebhooksOut webhooks;
    final JourneysModule journeys;

    Decisions(Ground ground, Facts facts, Messages messages) {
        refunds = new RefundsModule(new RefundsModule.Ground(
                ground.database,
                ground.secrets,
                ground.clock,
                facts.stores.audit(),
                OutsideHttp.reach(ground.settings)));
        returns = new ReturnsModule(
                new ReturnsModule.Ground(ground.database, ground.log, ground.ids, ground.clock),
                new ReturnsModule.Faces(
                        facts.stores.stores(), facts.customers, facts.orders, facts.tracking, facts.promises),
                new ReturnsModule.Gateways(refunds.gateways(), refunds.payments(), refunds.postage(), address(ground)));
        segments = new SegmentsModule(
                new SegmentsModule.Ground(ground.database, ground.log, ground.ids, ground.clock),
                new SegmentsModule.Faces(facts.stores.stores(), facts.customers, facts.orders));
        claims = claims(ground, facts, messages);
        loyalty = new LoyaltyModule(
                new LoyaltyModule.Ground(ground.log, ground.ids, ground.clock),
                new LoyaltyModule.Faces(facts.stores.stores(), facts.customers, facts.orders));
        texts = new Texts(ground.clock);
        webhooks = webhooks(ground, facts);
        JourneyActs acts =
                new JourneyActs(facts.customers, facts.deliveries.contacts(), webhooks.endpoints(), loyalty.rewards());
        flows = new Flows(
                ground.ids,
                ground.clock,
                new Flows.Named(
                        Flows.MessageTexts.of(texts::forms, texts::ofOrders, texts::ofRewards),
                        acts::forms,
                        segments.segments()::titles));
        journeys = journeys(ground, facts, messages, acts);
    }

    private JourneysModule journeys(Ground ground, Facts facts, Messages messages, JourneyActs acts) {
        return new JourneysModule(
                new JourneysModule.Ground(
                        ground.database,
                        ground.log,
                        ground.ids,
                        ground.secrets,
                        ground.clock,
                        Product.url(ground.settings),
                        ground.settings.optional(Settings.Key.MAIL_FROM).flatMap(from -> Mailbox.parse(null, from))),
                new JourneysModule.Faces(
                        facts.stores.stores(),
                        facts.customers,
                        facts.orders,
                        facts.outlooks,
                        facts.tracking,
                        facts.deliveries,
                        messages,
                        texts,
                        flows,
                        segments.segments(),
                        returns.news(),
                        loyalty.rewards()),
                additions(facts, acts));
    }

    private static ReturnAddress address(Ground ground) {
        TrackingLinks links = new TrackingLinks(ground.secrets);
        String url = Product.url(ground.settings);
        TrackingLinks gifts = TrackingLinks.ofGifts(ground.secrets);
        return (store, order, returned) ->
                url + (returned.gift() ? gifts : links).path(store, order.value()) + "/returns/" + returned.code();
    }

    private JourneysModule.Additions additions(Facts facts, JourneyActs acts) {
        return new JourneysModule.Additions(
                List.of(facts.deliveries::open, returns.returns()::open, claims.claims()::open),
                acts.acts(),
                List.of(
                        new Counted("questions", facts.deliveries.contacts()::times),
                        new Counted("returns", returns.returns()::times)));
    }

    private static WebhooksOut webhooks(Ground ground, Facts facts) {
        return new WebhooksOut(new WebhooksOut.Ground(
                ground.database,
                ground.ids,
                ground.secrets,
                ground.clock,
                facts.stores.audit(),
                Product.url(ground.settings),
                OutsideHttp.reach(ground.settings)));
    }

    private ClaimsModule claims(Ground ground, Facts facts, Messages messages) {
        return new ClaimsModule(
                new ClaimsModule.Ground(ground.log, ground.ids, ground.clock),
                new ClaimsModule.Faces(
                        facts.stores.stores(), facts.orders, facts.tracking, facts.promises, returns.returns()),
                new ClaimsModule.Post(
                        messages,
                        new TrackingLinks(ground.secrets),
                        Product.url(ground.settings),
                        ground.settings.optional(Settings.Key.MAIL_FROM).flatMap(from -> Mailbox.parse(null, from))));
    }

    /** All that is kept about people: what is told to them, and forgotten, on their word. */
    Privacy privacy(Ground ground, Facts facts) {
        return new Privacy(
                new Privacy.Ground(ground.log, ground.secrets, ground.clock),
                facts.customers,
                List.of(
                        new OrderPersonalData(),
                        new RiskPersonalData(facts.orders),
                        new ParcelPersonalData(facts.orders, facts.tracking),
                        new DeliveryPersonalData(),
                        new ReturnPersonalData(),
                        new CreditPersonalData(returns.credits()),
                        segments.personalData(),
                        new ClaimPersonalData(),
                        new RewardPersonalData(),
                        new MessagePersonalData(ground.clock),
                        new TouchpointPersonalData(),
                        new InboxPersonalData(ground.secrets)));
    }
}
