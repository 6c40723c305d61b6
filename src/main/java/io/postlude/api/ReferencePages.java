package io.postlude.api;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.flows.Ready;
import io.postlude.kernel.Later;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Serves the description of the API, as a document and as pages. */
final class ReferencePages implements Web.Routes {
    private static final String AN_HOUR = "public, max-age=3600";
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "svg", "image/svg+xml", "woff2", "font/woff2");
    /** The letters and the mark are the console's: one product, one file of each. */
    private static final Map<String, String> FILES = Map.of(
            "api.css", "/web/api/api.css",
            "mark.svg", "/web/console/mark.svg",
            "inter-latin-opsz-normal.woff2", "/web/console/fonts/inter-latin-opsz-normal.woff2",
            "jetbrains-mono-latin-wght-normal.woff2", "/web/console/fonts/jetbrains-mono-latin-wght-normal.woff2");

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.postlude.pages");
    private final OpenApi api;
    private final Later<String> reference;
    private final byte[] policySchema = read("/returns/policy.schema.json");
    private final Map<String, byte[]> assets = new LinkedHashMap<>();

    ReferencePages(OpenApi api) {
        this.api = api;
        this.reference = new Later<>(() -> render("api/reference.jte", ReferencePage.of(api)));
        FILES.forEach((name, file) -> assets.put(name, read(file)));
    }

    private static byte[] read(String file) {
        try (InputStream in = ReferencePages.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api", context -> context.html(reference.get()));
        routes.get(
                "/api/openapi.yaml",
                context ->
                        context.contentType("application/yaml; charset=utf-8").result(api.yaml()));
        routes.get(
                "/api/openapi.json",
                context -> context.contentType(Endpoint.JSON).result(api.json()));
        routes.get(
                "/api/schemas/return-policy.json",
                context -> context.contentType("application/schema+json").result(policySchema));
        routes.get(
                "/api/journey.schema.json",
                context -> context.contentType("application/schema+json").result(Ready.schema()));
        routes.get("/api/assets/{name}", this::asset);
        routes.get("/problems/{name}", this::problem);
    }

    private void asset(Context context) {
        String name = context.pathParam("name");
        byte[] body = assets.get(name);
        if (body == null) throw Refusal.notFound();
        context.contentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .header("Cache-Control", AN_HOUR)
                .result(body);
    }

    private void problem(Context context) {
        String name = context.pathParam("name");
        var page = api.problem(name)
                .map(problem -> ReferencePage.trouble(name, problem))
                .orElseThrow(Refusal::notFound);
        context.html(render("api/problem.jte", page));
    }

    private String render(String template, Object page) {
        StringOutput out = new StringOutput();
        templates.render(template, page, out);
        return out.toString();
    }
}
