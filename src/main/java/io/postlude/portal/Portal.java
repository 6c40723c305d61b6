package io.postlude.portal;

import io.javalin.http.Context;
import io.postlude.claims.Claims;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.Words;
import io.postlude.journeys.Blocks;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogTail;
import io.postlude.kernel.LogWatch;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.returns.Returns;
import io.postlude.returns.ReturnsModule;
import io.postlude.stores.Brand;
import io.postlude.stores.Stores;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/** The customers' pages: wires them and hands their routes to the server. */
public final class Portal implements AutoCloseable {
    private static final long CACHE_BYTES = 96L << 20;

    private final PageFacts facts;
    private final TrackingPages tracking;
    private final Assets assets = new Assets();
    private final TrackingLinks links;
    private final PageCache cache;
    private final PageWatch watch;
    private final LogWatch log;
    private final LiveUpdates live;
    private final LinkRequests requests;
    private final PortalRoutes pageRoutes;
    private final LookupRoutes lookupRoutes;
    private final @Nullable AnswerRoutes answerRoutes;
    private final @Nullable ReturnRoutes returnRoutes;
    private final TrackingLinks giftLinks;
    private final @Nullable ReturnRoutes giftReturns;
    private final @Nullable GiftRoutes giftRoutes;
    private final @Nullable ClaimRoutes claimRoutes;
    private final @Nullable TermsRoutes termsRoutes;
    private final Pages pages = new Pages();
    private final DraftBrands drafts;

    /** What the pages stand on; {@code url} is where customers reach this server, without a slash at the end. */
    public record Ground(
            Settings settings,
            Database database,
            Secrets secrets,
            InstantSource clock,
            String url,
            Messages messages) {}

    /** The modules the pages read. */
    public record Faces(Stores stores, Orders orders, Deliveries deliveries, Back back, Blocks blocks) {}

    /** What the pages about sending things back need. */
    public record Back(ReturnsModule module, Claims claims, Ids ids) {
        Returns returns() {
            return module.returns();
        }
    }

    public Portal(Ground ground, Faces faces) {
        this(
                ground,
                new OrderReading(ground.database(), faces),
                new CustomerAnswers(ground.database(), faces.orders(), faces.deliveries(), ground.clock()),
                faces);
    }

    /** For a bench: pages only, nobody answers. */
    Portal(Ground ground, PageFacts facts) {
        this(ground, facts, null, null);
    }

    private Portal(Ground ground, PageFacts facts, @Nullable CustomerAnswers answers, @Nullable Faces faces) {
        this.facts = facts;
        Settings settings = ground.settings();
        InstantSource clock = ground.clock();
        links = new TrackingLinks(ground.secrets());
        cache = new PageCache(clock, CACHE_BYTES);
        live = new LiveUpdates();
        drafts = new DraftBrands(assets, pages, clock);
        tracking = new TrackingPages(facts, links, cache, assets, clock);
        log = new LogWatch(ground.database());
        watch = new PageWatch(new LogTail(ground.database()), cache, tracking, live);
        LinkCodes codes = new LinkCodes(ground.secrets(), clock);
        requests = new LinkRequests(new LinkRequests.Parts(
                ground.database(),
                facts,
                ground.messages(),
                codes,
                clock,
                ground.url(),
                settings.optional(Settings.Key.MAIL_FROM).flatMap(from -> Mailbox.parse(null, from))));
        pageRoutes =
                new PortalRoutes(new PortalRoutes.Parts(tracking, facts, assets, live, drafts, clock, ground.url()));
        answerRoutes = answers == null ? null : new AnswerRoutes(tracking, answers);
        var gifts = new OrderDoor.Side(TrackingLinks.ofGifts(ground.secrets()), TrackingLinks.GIFTS, true);
        giftLinks = gifts.links();
        var own = new OrderDoor.Side(links, TrackingLinks.PREFIX, false);
        returnRoutes = faces == null ? null : returnRoutes(ground, faces, own);
        giftRoutes = faces == null ? null : giftRoutes(ground, faces);
        giftReturns = faces == null ? null : returnRoutes(ground, faces, gifts);
        claimRoutes = faces == null ? null : claimRoutes(ground, faces);
        termsRoutes = faces == null ? null : termsRoutes(ground, faces);
        lookupRoutes = new LookupRoutes(new LookupRoutes.Parts(facts, assets, requests, codes, links, settings));
    }

    public List<Web.Routes> routes() {
        return Stream.of(
                        pageRoutes,
                        lookupRoutes,
                        answerRoutes,
                        returnRoutes,
                        giftReturns,
                        giftRoutes,
                        claimRoutes,
                        termsRoutes)
                .filter(Objects::nonNull)
                .map(Web.Routes.class::cast)
                .toList();
    }

    private TermsRoutes termsRoutes(Ground ground, Faces faces) {
        return new TermsRoutes(new TermsRoutes.Parts(
                ground.database(),
                facts,
                faces.stores(),
                faces.back().returns().policies(),
                assets,
                ground.clock(),
                ground.url()));
    }

    private ReturnRoutes returnRoutes(Ground ground, Faces faces, OrderDoor.Side side) {
        var mails = new ReturnMails(new ReturnMails.Parts(
                ground.database(),
                facts,
                faces.orders(),
                ground.messages(),
                links,
                ground.url(),
                ground.settings().optional(Settings.Key.MAIL_FROM).flatMap(from -> Mailbox.parse(null, from))));
        return new ReturnRoutes(new ReturnRoutes.Parts(
                door(ground, side),
                new ReturnReading(
                        ground.database(),
                        new ReturnReading.Faces(
                                faces.stores(),
                                faces.orders(),
                                faces.back().module().news(),
                                faces.back().returns(),
                                faces.back().module().credits(),
                                faces.back().module().gate()),
                        side.gift()),
                new Withdrawing(
                        ground.database(), faces.orders(), faces.back().module().withdrawals(), mails),
                mails,
                faces.back().ids()));
    }

    private OrderDoor door(Ground ground, OrderDoor.Side side) {
        return new OrderDoor(new OrderDoor.Parts(tracking, facts, assets, ground.clock(), side));
    }

    private GiftRoutes giftRoutes(Ground ground, Faces faces) {
        return new GiftRoutes(new GiftRoutes.Parts(
                ground.database(),
                facts,
                assets,
                faces.orders(),
                faces.back().returns().policies(),
                giftLinks,
                ground.settings()));
    }

    private ClaimRoutes claimRoutes(Ground ground, Faces faces) {
        return new ClaimRoutes(
                door(ground, new OrderDoor.Side(links, TrackingLinks.PREFIX, false)),
                new ClaimReading(
                        ground.database(),
                        new ClaimReading.Faces(
                                faces.orders(),
                                faces.back().claims(),
                                faces.back().returns())),
                faces.back().ids());
    }

    /** Serves kept pages in front of the router. */
    public Handler.Wrapper front() {
        return new PageFront(cache);
    }

    /** A page as it would be served now. */
    CachedPage page(PageCache.Key key) {
        return tracking.page(key).orElseThrow();
    }

    PageCache cache() {
        return cache;
    }

    TrackingLinks links() {
        return links;
    }

    /** The path of an order's tracking page, for mails and for staff. */
    public String path(StoreId store, OrderId order) {
        return links.path(store, order.value());
    }

    /** A tracking page of a made-up order in a brand that is not saved yet. */
    public String preview(Brand draft, Locale locale) {
        return drafts.page(draft, locale);
    }

    public void start() {
        log.add(watch);
        watch.start();
        log.start();
        requests.start();
    }

    /** The page for a problem on a customer's address, in the store's look where the address names a store. */
    public Optional<String> errorPage(Context context, Problem problem) {
        String path = context.path();
        if (List.of("/t/", "/s/", "/l/", "/p/", "/g/").stream().noneMatch(path::startsWith)) {
            return Optional.empty();
        }
        FrameWriter.StoreFace face = face(path);
        Words words = face.words(language(context));
        var writer = new NoticeWriter(face, words, new FrameWriter(face, words, assets));
        NoticePage page = problem.status() < 500 ? writer.nothing() : writer.broken(path);
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        context.header("Cache-Control", "no-store");
        return Optional.of(new String(pages.notice(page), StandardCharsets.UTF_8));
    }

    private FrameWriter.StoreFace face(String path) {
        String[] parts = path.split("/", 4);
        Optional<PageFacts.Shop> shop = parts[1].equals("s")
                ? facts.shop(parts[2])
                : (parts[1].equals("g") ? giftLinks : links)
                        .open(parts[2])
                        .flatMap(target -> facts.shop(target.store()));
        return shop.map(PageFacts.Shop::face).orElseGet(HouseBrand::face);
    }

    private static Language language(Context context) {
        String asked = Optional.ofNullable(context.queryParam("lang"))
                .or(() -> Optional.ofNullable(context.header("Accept-Language"))
                        .map(accepted -> accepted.split("[,;]", 2)[0].strip()))
                .orElse("");
        return Language.of(asked);
    }

    /** Before the server goes down: open pages would hold it up. */
    @Override
    public void close() {
        live.close();
        requests.close();
        watch.close();
        log.close();
    }
}
