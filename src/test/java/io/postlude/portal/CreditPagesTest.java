package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.browser.Axe;
import io.postlude.browser.Chromium;
import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Language;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.Answer;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Credits;
import io.postlude.returns.Disposition;
import io.postlude.returns.Grade;
import io.postlude.returns.Method;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of a return whose credit is held here says what was added, what there is now, and how it is used. */
class CreditPagesTest {
    @Test
    void the_page_says_what_was_added_and_what_there_is_now_in_every_language() throws Exception {
        try (PortalGround ground = new PortalGround();
                var chromium = Chromium.start();
                var page = chromium.page()) {
            StoreId store = ground.open("maren-pine");
            String path = ReturnPagesTest.delivered(ground, store, "3101");
            ReturnView view = credited(ground, store, path);
            String address = path + "/returns/" + view.code();
            PlainForms forms = new PlainForms(ground.base);
            String owed = forms.get(address + "?lang=en");
            assertFalse(owed.contains("store credit."), "nothing was added yet");
            ground.returns.giveDueAcrossStores();
            String english = text(forms, address + "?lang=en");
            String amount = added(view) + " EUR";
            assertTrue(english.contains(amount + " was added to your store credit. You have " + amount), english);
            assertTrue(english.contains("taken off at the checkout"), english);
            assertFalse(english.contains("held-credit"), english);
            List<String> faults = new ArrayList<>();
            for (Language language : Language.values()) {
                page.navigate(ground.base + address + "?lang=" + language.code());
                Axe.faults(page).forEach(fault -> faults.add(language + ": " + fault));
            }
            assertEquals(List.of(), faults);
            spendAll(ground, store, Objects.requireNonNull(view.customer()));
            String spent = text(forms, address + "?lang=en");
            assertTrue(spent.contains(amount + " was added to your store credit. You have 0.00 EUR"), spent);
            assertFalse(spent.contains("taken off at the checkout"), "there is nothing to take off");
        }
    }

    private static String text(PlainForms forms, String address) throws Exception {
        return forms.get(address).replaceAll("<[^>]*>", "").replace('\u00a0', ' ');
    }

    private static String added(ReturnView view) {
        return view.owed(io.postlude.returns.Payout.Kind.CREDIT).decimal();
    }

    private static ReturnView credited(PortalGround ground, StoreId store, String path) {
        long number =
                ground.portal.links().open(path.substring(3)).orElseThrow().order();
        OrderId id = new OrderId(number);
        return ground.database.inStore(store, tx -> {
            OrderView order = ground.orders.order(tx, store, id).orElseThrow();
            Wish wish = new Wish(order.lines().getFirst().id(), 1, Reason.DAMAGED, "", null, Remedy.Kind.CREDIT, null);
            Returns returns = ground.returns.returns();
            Ask ask = new Ask(id, List.of(wish), Method.DROP_OFF);
            ReturnView made = done(returns.request(tx, store, ask, new Asker(Asker.Channel.PORTAL, "k", "customer")));
            ReturnView here = done(returns.receive(tx, store, made.id(), Returns.Word.all("Ada")));
            return done(grade(returns, tx, store, here));
        });
    }

    private static Answer grade(Returns returns, Tx tx, StoreId store, ReturnView view) {
        var finding = new Returns.Finding(
                view.pieces().getFirst().id(), Grade.A, Disposition.RESTOCK, true, 0, Optional.empty(), "Ada");
        return returns.grade(tx, store, view.id(), finding);
    }

    private static ReturnView done(Answer answer) {
        if (answer instanceof Answer.Done done) return done.view();
        throw new AssertionError(answer.toString());
    }

    private static void spendAll(PortalGround ground, StoreId store, CustomerId customer) {
        Credits credits = ground.returns.credits();
        ground.database.runInStore(store, tx -> {
            Money all = credits.balances(tx, store, customer).getFirst();
            var _ = credits.spend(tx, store, customer, new Credits.Spending(all, "next", "till"));
        });
    }
}
