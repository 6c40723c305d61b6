package io.postlude.api;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Serves the description of the API, as a document and as pages. */
final class ReferencePages implements Web.Routes {
    private static final String AN_HOUR = "public, max-age=3600";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.postlude.pages");
    private final OpenApi api;
    private final String reference;
    private final byte[] style;

    ReferencePages(OpenApi api) {
        this.api = api;
        this.reference = render("api/reference.jte", ReferencePage.of(api));
        this.style = style();
    }

    private static byte[] style() {
        try (InputStream in = ReferencePages.class.getResourceAsStream("/web/api/api.css")) {
            return Objects.requireNonNull(in, "api.css").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api", context -> context.html(reference));
        routes.get(
                "/api/openapi.yaml",
                context ->
                        context.contentType("application/yaml; charset=utf-8").result(api.yaml()));
        routes.get(
                "/api/openapi.json",
                context -> context.contentType(Endpoint.JSON).result(api.json()));
        routes.get(
                "/api/api.css",
                context -> context.contentType("text/css; charset=utf-8")
                        .header("Cache-Control", AN_HOUR)
                        .result(style));
        routes.get("/problems/{name}", this::problem);
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
