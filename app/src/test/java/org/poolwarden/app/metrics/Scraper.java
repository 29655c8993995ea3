package org.poolwarden.app.metrics;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MalformedObjectNameException;

/**
 * Scrapes a process again and again, as Prometheus would: its {@code /metrics}, and the beans of this very process through
 * the JMX exporter that the Connect image has as an agent, by its file.
 */
public final class Scraper implements AutoCloseable {

    private static final Path EXPORTER = Path.of("..", "docker", "connect", "jmx.yml");

    private final Scrape seen = new Scrape();
    private final URI metrics;
    private final HttpClient http = HttpClient.newHttpClient();
    private final PrometheusRegistry beans = new PrometheusRegistry();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    private Scraper(URI metrics) throws IOException, MalformedObjectNameException {
        this.metrics = metrics;
        new JmxCollector(EXPORTER.toFile()).register(beans);
    }

    /**
     * Begins to scrape {@code /metrics} every three seconds: an alert fires for longer.
     *
     * @param health address of a process' health server
     */
    public static Scraper begin(String health) throws IOException, MalformedObjectNameException {
        Scraper scraper = new Scraper(URI.create(health + "/metrics"));
        scraper.thread.scheduleWithFixedDelay(scraper::scrape, 0, 3, TimeUnit.SECONDS);
        return scraper;
    }

    /** An error must not end the schedule in silence. */
    private void scrape() {
        try {
            seen.add(http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            trouble.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Everything that was told so far, with what the beans say now.
     *
     * @throws IllegalStateException when a scrape failed
     */
    public Scrape seen() {
        if (trouble.get() != null) {
            throw new IllegalStateException("scraping " + metrics, trouble.get());
        }
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create().write(text, beans.scrape());
            seen.add(text.toString(StandardCharsets.UTF_8));
            return seen;
        } catch (IOException e) {
            throw new UncheckedIOException("writing what the beans say", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
