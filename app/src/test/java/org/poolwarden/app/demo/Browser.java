package org.poolwarden.app.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium as somebody uses it: looks for words, presses keys, and takes pictures. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 1000;

    private final ChromeDriver driver;
    private final Path pictures;

    private Browser(ChromeDriver driver, Path pictures) {
        this.driver = driver;
        this.pictures = pictures;
    }

    /** Empty where Chromium or its driver is not installed. */
    static Optional<Browser> find(Path pictures) throws IOException {
        Optional<Path> chromium = program("chromium");
        Optional<Path> chromedriver = program("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            return Optional.empty();
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=" + WIDTH + "," + HEIGHT);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get().toFile())
                .usingAnyFreePort()
                .build();
        return Optional.of(new Browser(new ChromeDriver(service, options), Files.createDirectories(pictures)));
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(String url) {
        driver.get(url);
    }

    /** Waits until something that a selector finds shows these words. */
    void await(String selector, String words) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "'" + words + "' in " + selector + "; the page says: " + text("body"))
                .until(page -> shown(selector).stream().anyMatch(text -> text.contains(words)));
    }

    private List<String> shown(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(element -> Optional.ofNullable(element.getDomProperty("textContent"))
                        .orElse(""))
                .toList();
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    /** What is said to those who do not see the page. */
    String said(String selector) {
        return shown(selector).get(0);
    }

    void press(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void type(String selector, String words) {
        driver.findElement(By.cssSelector(selector)).sendKeys(words);
    }

    /** Waits until it can be clicked, and clicks it. */
    void click(String selector) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(page -> {
                    List<WebElement> found = driver.findElements(By.cssSelector(selector)).stream()
                            .filter(element -> element.isDisplayed() && element.isEnabled())
                            .toList();
                    found.stream().findFirst().ifPresent(WebElement::click);
                    return !found.isEmpty();
                });
    }

    /** The whole page, or the window when a dialogue lies over it. */
    void picture(String name) throws IOException {
        Object height = driver.executeScript(
                "return document.querySelector('dialog') ? 0 : document.documentElement.scrollHeight");
        int whole = Math.max(HEIGHT, ((Number) height).intValue() + 150);
        driver.manage().window().setSize(new Dimension(WIDTH, whole));
        Files.write(pictures.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        driver.manage().window().setSize(new Dimension(WIDTH, HEIGHT));
    }

    /** What the browser complains of: scripts that fail, and what the page's policy forbids. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
