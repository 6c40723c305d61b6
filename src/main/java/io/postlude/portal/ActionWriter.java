package io.postlude.portal;

import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Punctuality;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.Words;
import io.postlude.portal.TrackingPage.Action;
import io.postlude.stores.Brand;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the customer can do now: only what really works for this store and this parcel. */
final class ActionWriter {
    private final Scene scene;
    private final String address;
    private final Words words;
    private final Map<String, Object> names;
    private final List<Action> actions = new ArrayList<>();

    /** The page's own address is where its calendar entry hangs. */
    ActionWriter(Scene scene, String address) {
        this.scene = scene;
        this.address = address;
        this.words = scene.words();
        this.names = new HashMap<>(scene.names());
    }

    List<Action> write(PageFacts.Backs backs) {
        back(backs);
        trouble(backs.troubles());
        Brand.Contact contact = scene.brand().contact();
        boolean came = scene.situation() == Situation.DELIVERED || scene.situation() == Situation.UNPROVEN;
        if (came && contact.email() != null && !backs.troubles().possible()) {
            add(Icon.MISSING, "do.missing", mail(contact.email(), "mail.subject.missing"));
        }
        carrier();
        calendar();
        if (contact.email() != null && !came) {
            names.put("email", contact.email());
            add(Icon.CHAT, "do.write", mail(contact.email(), "mail.subject"));
        }
        if (contact.phone() != null) {
            names.put("phone", contact.phone());
            add(Icon.PHONE, "do.call", "tel:" + contact.phone().replaceAll("[^+0-9]", ""));
        }
        if (contact.helpUrl() != null) {
            String host = URI.create(contact.helpUrl()).getHost();
            names.put("host", host == null ? contact.helpUrl() : host);
            add(Icon.HELP, "do.help", contact.helpUrl());
        }
        return List.copyOf(actions);
    }

    private void back(PageFacts.Backs backs) {
        String language = "?lang=" + words.language().code();
        for (String code : backs.codes()) {
            names.put("code", code);
            actions.add(new Action(
                    Icon.TURN, words.say("back.do.one", names), "", address + "/returns/" + code + language));
        }
        if (!backs.possible()) return;
        String hint = backs.until() == null
                ? ""
                : words.say("back.do.hint", Map.of("until", scene.days().date(backs.until())));
        actions.add(new Action(Icon.TURN, words.get("back.do"), hint, address + "/return" + language));
    }

    private void trouble(PageFacts.Troubles troubles) {
        String language = "?lang=" + words.language().code();
        for (String code : troubles.codes()) {
            names.put("code", code);
            actions.add(new Action(
                    Icon.HELP, words.say("claim.do.one", names), "", address + "/claims/" + code + language));
        }
        if (troubles.possible())
            actions.add(new Action(
                    Icon.HELP, words.get("claim.do"), words.get("claim.do.hint"), address + "/claim" + language));
    }

    private void carrier() {
        String page = scene.carrier().page();
        String number = scene.parcel() == null ? null : scene.parcel().number();
        if (page != null && number != null && page.startsWith("https://")) {
            names.put("number", number);
            add(Icon.TRUCK, "do.carrier", page);
        }
    }

    private void calendar() {
        Window promised = scene.punctuality().promised();
        boolean expected = scene.situation().isUnderWay() && scene.punctuality().verdict() == Punctuality.Verdict.OPEN;
        if (promised != null && expected) {
            names.put("day", scene.days().day(promised.to()).text());
            add(
                    Icon.CALENDAR,
                    "do.calendar",
                    address + "/calendar.ics?lang=" + words.language().code());
        }
    }

    private String mail(String email, String subject) {
        return "mailto:" + email + "?subject="
                + URLEncoder.encode(words.say(subject, names), StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    private void add(Icon icon, String key, String href) {
        actions.add(new Action(icon, words.say(key, names), words.say(key + ".hint", names), href));
    }
}
