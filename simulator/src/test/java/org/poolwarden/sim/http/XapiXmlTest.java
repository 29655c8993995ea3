package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poolwarden.sim.SimAnswer;

/** The bytes that a real xapi prints, from replies that were recorded (facts/xapi.md 1). */
class XapiXmlTest {

    private static final String BEFORE = "<?xml version=\"1.0\"?><methodResponse><params><param><value><struct>"
            + "<member><name>Status</name><value>";
    private static final String AFTER = "</member></struct></value></param></params></methodResponse>";

    @Test
    void aSuccessIsPrintedWithoutTagsForText() {
        assertThat(XapiXml.write(new SimAnswer.Success("192.168.1.10")))
                .isEqualTo(BEFORE + "Success</value></member><member><name>Value</name><value>192.168.1.10</value>"
                        + AFTER);
    }

    @Test
    void aFailureIsItsDescription() {
        assertThat(XapiXml.write(new SimAnswer.Failure(List.of("HOST_IS_SLAVE", "192.168.1.10"))))
                .isEqualTo(BEFORE + "Failure</value></member><member><name>ErrorDescription</name><value><array><data>"
                        + "<value>HOST_IS_SLAVE</value><value>192.168.1.10</value></data></array></value>" + AFTER);
    }

    @Test
    void everyTypeIsPrintedAsXapiDoes() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("flag", true);
        record.put("count", 9_007_199_254_740_993L);
        record.put("small", 3);
        record.put("share", 0.5);
        record.put("part", 0.1);
        record.put("lot", 1e20);
        record.put("none", Double.NaN);
        record.put("below", Double.NEGATIVE_INFINITY);
        record.put("at", Instant.parse("2025-03-19T04:16:24Z"));
        record.put("text", "a<b & \"c\"");
        record.put("control", "a\u0007\tb\u001b[0m");
        record.put("void", "");
        record.put("refs", List.of("OpaqueRef:NULL"));
        record.put("nested", Map.of("key", "value"));

        assertThat(XapiXml.write(new SimAnswer.Success(record)))
                .contains("<name>flag</name><value><boolean>1</boolean></value>")
                .contains("<name>count</name><value>9007199254740993</value>")
                .contains("<name>part</name><value><double>0.1</double></value>")
                .contains("<name>lot</name><value><double>1e+20</double></value>")
                .contains("<name>control</name><value>a\tb[0m</value>")
                .contains("<name>refs</name><value><array><data><value>OpaqueRef:NULL</value></data></array></value>")
                .contains("<name>nested</name><value><struct><member><name>key</name><value>value</value></member>")
                .contains("<name>small</name><value><i4>3</i4></value>")
                .contains("<name>share</name><value><double>0.5</double></value>")
                .contains("<name>none</name><value><double>nan</double></value>")
                .contains("<name>below</name><value><double>-inf</double></value>")
                .contains("<name>at</name><value><dateTime.iso8601>20250319T04:16:24Z</dateTime.iso8601></value>")
                .contains("<name>text</name><value>a&lt;b &amp; &quot;c&quot;</value>")
                .contains("<name>void</name><value></value>");
    }

    @Test
    void aRequestIsReadWithOrWithoutTags() throws IOException {
        XapiXml.Call call = read("<methodCall><methodName>session.login_with_password</methodName><params>"
                + "<param><value>root</value></param><param><value><string>s&amp;t</string></value></param>"
                + "<param><value><array><data><value><boolean>1</boolean></value></data></array></value></param>"
                + "</params></methodCall>");

        assertThat(call.method()).isEqualTo("session.login_with_password");
        assertThat(call.params()).containsExactly("root", "s&t", List.of(true));
    }

    /** One key of a map with a {@code &} in it makes the whole answer unreadable, as on real hosts. */
    @Test
    void namesAreNotEscaped() {
        assertThat(XapiXml.write(new SimAnswer.Success(Map.of("R&D", "x")))).contains("<name>R&D</name>");
    }

    @Test
    void aNumberIsTakenInAnyOfItsTags() throws IOException {
        XapiXml.Call call = read("<methodCall><methodName>m</methodName><params>"
                + "<param><value>1</value></param><param><value><int>2</int></value></param>"
                + "<param><value><i4>3</i4></value></param><param><value><i8>4</i8></value></param>"
                + "<param><value><double>5.5</double></value></param></params></methodCall>");

        assertThat(call.params()).extracting(String::valueOf).containsExactly("1", "2", "3", "4", "5.5");
    }

    @Test
    void aDateIsTakenInEachOfItsForms() throws IOException {
        String date = "<param><value><dateTime.iso8601>%s</dateTime.iso8601></value></param>";
        XapiXml.Call call = read("<methodCall><methodName>m</methodName><params>"
                + date.formatted("20250319T04:16:24Z") + date.formatted("2025-03-19T04:16:24.5Z")
                + "</params></methodCall>");

        assertThat(call.params()).containsExactly("20250319T04:16:24Z", "2025-03-19T04:16:24.5Z");
    }

    @Test
    void whatIsNoRequestIsAnError() {
        assertThatThrownBy(() -> read("<!DOCTYPE x><methodCall/>")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("GET / HTTP/1.1")).isInstanceOf(IOException.class);
    }

    private static XapiXml.Call read(String xml) throws IOException {
        return XapiXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
