package org.poolwarden.app.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The page's own files and the two libraries it uses, as they are packed: no other file of the class path is served. */
final class Assets {

    private static final String WEB = "web/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final List<String> SCRIPTS = List.of(
            "theme",
            "app",
            "api",
            "words",
            "live",
            "keys",
            "overview",
            "pool",
            "graph",
            "timeline",
            "capacity",
            "dialogue");
    private static final Map<String, String> VENDORED = Map.of(
            "/vendor/preact/preact.module.js", "preact/10.26.9/dist/preact.module.js",
            "/vendor/uplot/uPlot.iife.min.js", "uplot/1.6.30/dist/uPlot.iife.min.js",
            "/vendor/uplot/uPlot.min.css", "uplot/1.6.30/dist/uPlot.min.css");

    private Assets() {}

    static void addTo(RoutesConfig routes) {
        add(routes, "/", WEB + "index.html", "text/html; charset=utf-8");
        add(routes, "/style.css", WEB + "style.css", STYLE);
        SCRIPTS.forEach(name -> add(routes, "/" + name + ".js", WEB + name + ".js", SCRIPT));
        VENDORED.forEach((path, file) -> add(routes, path, WEBJARS + file, path.endsWith(".css") ? STYLE : SCRIPT));
    }

    private static void add(RoutesConfig routes, String path, String resource, String type) {
        byte[] bytes = read(resource);
        routes.get(path, context -> serve(context, bytes, type));
    }

    private static void serve(Context context, byte[] bytes, String type) {
        // A new release may bring other files under the same names.
        context.header("Cache-Control", "no-cache");
        context.contentType(type).result(bytes);
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not packed: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
