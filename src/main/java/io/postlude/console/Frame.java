package io.postlude.console;

import io.postlude.console.Parts.Link;
import io.postlude.console.Shell.Entry;
import io.postlude.console.Shell.Group;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the frame around a page: navigation, store, person, and what was just done. */
final class Frame {
    private static final List<Page> DAILY = List.of(
            new Page("today", "Today", "today", Permission.SEE_ORDERS, true),
            new Page("at-risk", "At risk", "risk", Permission.SEE_SHIPMENTS, true),
            new Page("orders", "Orders", "box", Permission.SEE_ORDERS, true),
            new Page("returns", "Returns", "return", Permission.SEE_RETURNS, false),
            new Page("claims", "Claims", "hand", Permission.SEE_RETURNS, false),
            new Page("receive", "Receiving", "scan", Permission.RECEIVE_RETURNS, false),
            new Page("customers", "Customers", "users", Permission.SEE_CUSTOMERS, true),
            new Page("trouble", "Trouble", "storm", Permission.SEE_SHIPMENTS, false),
            new Page("enquiries", "Enquiries", "truck", Permission.SEE_SHIPMENTS, false));
    private static final List<Page> COMING_IN = List.of(
            new Page("inbox", "Inbox", "mail", Permission.SEE_INBOX, true),
            new Page("wishes", "Wishes", "user", Permission.SEE_CUSTOMERS, false),
            new Page("touchpoints", "Touchpoints", "hand", Permission.SEE_MESSAGES, false),
            new Page("messages", "Messages", "chat", Permission.SEE_MESSAGES, false),
            new Page("suppressions", "Not written to", "void", Permission.SEE_CUSTOMERS, false),
            new Page("requests", "Data requests", "lock", Permission.SEE_CUSTOMERS, false),
            new Page("mapping", "Mapping", "map", Permission.SEE_SHIPMENTS, false));
    private static final List<Page> OPERATIONS = List.of(
            new Page("journeys", "Journey map", "branch", Permission.SEE_MESSAGES, false),
            new Page("segments", "Segments", "filter", Permission.SEE_CUSTOMERS, false),
            new Page("rewards", "Rewards", "gift", Permission.SEE_MESSAGES, false),
            new Page("texts", "Texts", "pen", Permission.SEE_MESSAGES, false),
            new Page("return-policy", "Return policy", "pen", Permission.SEE_RETURNS, false),
            new Page("promises", "Promises", "goal", Permission.SEE_SHIPMENTS, false),
            new Page("forecast", "Forecast", "chart", Permission.SEE_SHIPMENTS, false),
            new Page("contacts", "Questions", "chat", Permission.SEE_SHIPMENTS, false));
    private static final List<Page> SETTINGS = List.of(
            new Page("settings", "Store", "gear", Permission.SEE_SETTINGS, false),
            new Page("brand", "Brand", "pen", Permission.SEE_SETTINGS, false),
            new Page("brand/messages", "What is written", "sms", Permission.SEE_SETTINGS, false),
            new Page("service", "Service", "gift", Permission.SEE_SETTINGS, false),
            new Page("staff", "Staff", "user", Permission.MANAGE_STAFF, false),
            new Page("api-keys", "API keys", "key", Permission.MANAGE_KEYS, false),
            new Page("connections", "Connections", "bolt", Permission.MANAGE_CONNECTIONS, false),
            new Page("refunds", "Money back", "return", Permission.MANAGE_CONNECTIONS, false),
            new Page("labels", "Labels", "truck", Permission.MANAGE_CONNECTIONS, false),
            new Page("webhooks", "Webhooks out", "bolt", Permission.MANAGE_CONNECTIONS, false),
            new Page("signing", "Mail signing", "lock", Permission.MANAGE_CONNECTIONS, false),
            new Page("channels", "Channels", "sms", Permission.MANAGE_CONNECTIONS, false),
            new Page("audit", "Audit", "history", Permission.SEE_AUDIT, false),
            new Page("system", "System", "wrench", Permission.CHANGE_SETTINGS, false));

    private final Waiting waiting;

    Frame(Waiting waiting) {
        this.waiting = waiting;
    }

    private record Page(String key, String label, String icon, Permission permission, boolean main) {}

    /** What waits for a person in a store, by page. */
    interface Waiting {
        Map<String, Long> of(StoreId store);
    }

    /** A page of its own in the navigation. */
    Shell page(Visit visit, String title, String here) {
        return shell(visit, new Place(title, visit.words().nowInFull(), List.of()), here);
    }

    /** A page below one of the navigation. */
    Shell below(Visit visit, String title, Link parent, String here) {
        return shell(visit, new Place(title, null, List.of(parent)), here);
    }

    private record Place(String title, @Nullable String subtitle, List<Link> crumbs) {}

    private Shell shell(Visit visit, Place place, String here) {
        return new Shell(
                place.title(),
                place.subtitle(),
                place.crumbs(),
                new Shell.Store(print(visit.store()), visit.shop().name()),
                others(visit),
                visit.person(),
                nav(visit, here),
                visit.token(),
                Done.named(visit.query("done")).orElse(null));
    }

    private static List<Shell.Store> others(Visit visit) {
        return visit.stores().entrySet().stream()
                .filter(store -> !store.getKey().equals(visit.store()))
                .map(store -> new Shell.Store(print(store.getKey()), store.getValue()))
                .toList();
    }

    private static String print(StoreId store) {
        return Integer.toString(store.value());
    }

    List<Group> nav(Visit visit, String here) {
        Map<String, Long> counts = waiting.of(visit.store());
        List<Group> groups = new ArrayList<>();
        add(groups, null, entries(visit, DAILY, here, counts));
        add(groups, "In and out", entries(visit, COMING_IN, here, counts));
        add(groups, "Operations", entries(visit, OPERATIONS, here, counts));
        add(groups, "Settings", entries(visit, SETTINGS, here, counts));
        return groups;
    }

    private static void add(List<Group> groups, @Nullable String heading, List<Entry> entries) {
        if (!entries.isEmpty()) {
            groups.add(new Group(heading, entries));
        }
    }

    private static List<Entry> entries(Visit visit, List<Page> pages, String here, Map<String, Long> counts) {
        return pages.stream()
                .filter(page -> visit.may(page.permission()))
                .map(page -> entry(page, here, counts.getOrDefault(page.key(), 0L)))
                .toList();
    }

    private static Entry entry(Page page, String here, long count) {
        return new Entry(
                page.key(),
                page.label(),
                page.icon(),
                "/console/" + page.key(),
                count == 0 ? null : Words.count(count),
                page.key().equals(here),
                page.main());
    }
}
