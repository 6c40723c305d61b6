package io.postlude.app;

import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.stores.SignIn;
import io.postlude.twin.DemoStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The demo, begun with a short past on a database of its own, and somebody signed in who may see everything. */
final class DemoRun implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final TestDatabase test = TestDatabase.fresh();
    final Ground ground;
    final Product product;
    final String url;
    final String token;

    DemoRun(Duration past) {
        String login = test.address().user() + ":" + test.address().password() + "@";
        String address = test.address().url().replace("jdbc:postgresql://", "postgres://" + login);
        Settings settings =
                Settings.load(Map.of("DATABASE_URL", address, "POSTLUDE_PORT", "0"), Path.of("target/nowhere"));
        ground = Ground.open(settings, Events.ALL);
        product = new Product(ground, Product.Mode.DEMO);
        url = "http://127.0.0.1:" + product.start();
        product.twin.orElseThrow().begin(URI.create(url), past);
        var signedIn = (SignIn.Outcome.SignedIn) product.stores
                .signIn()
                .signIn(DemoStore.EMAIL, DemoStore.PASSWORD, new SignIn.Visitor("198.51.100.7", "test"));
        token = signedIn.token();
    }

    StoreId store(String slug) {
        return product.stores.stores().bySlug(slug).orElseThrow().id();
    }

    HttpResponse<String> get(String path, StoreId store) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Cookie", "postlude_staff=" + token + "; postlude_store=" + store.value())
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        product.close();
        ground.close();
        test.close();
    }
}
