package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiException.AuthenticationFailed;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.XapiException.SessionInvalid;

class XmlRpcCodecTest {

    private final XmlRpcCodec codec = new XmlRpcCodec();

    @Test
    void aRequestIsPlainXmlRpc() {
        String xml = new String(
                codec.request("session.login_with_password", List.of("root", "s<cr&t", "1.0", "poolwarden")),
                StandardCharsets.UTF_8);

        assertThat(xml)
                .contains("<methodName>session.login_with_password</methodName>")
                .contains("s&lt;cr&amp;t")
                .doesNotContain("xmlns:ex", "DOCTYPE");
    }

    @ParameterizedTest
    @CsvSource({
        "<double>nan</double>, NaN",
        "<double>-nan</double>, NaN",
        "<double>inf</double>, Infinity",
        "<double>-inf</double>, -Infinity",
        "<double>1630403754.</double>, 1.630403754E9",
        "<i8>9007199254740993</i8>, 9007199254740993",
        "<int>-7</int>, -7",
        "<boolean>1</boolean>, true",
        "<string>OpaqueRef:NULL</string>, OpaqueRef:NULL",
        "plain text, plain text",
        "<dateTime.iso8601>20261122T20:00:05Z</dateTime.iso8601>, 2026-11-22T20:00:05Z",
        "<dateTime.iso8601>20261122T20:00:05</dateTime.iso8601>, 2026-11-22T20:00:05Z",
        "<dateTime.iso8601>2026-11-22T20:00:05.250Z</dateTime.iso8601>, 2026-11-22T20:00:05.250Z",
        "<dateTime.iso8601>2026-11-22T21:00:05+01:00</dateTime.iso8601>, 2026-11-22T20:00:05Z",
    })
    void scalarsAreReadAsHostsWriteThem(String xml, String expected) throws XapiException {
        assertThat(codec.value(success("<value>" + xml + "</value>"))).hasToString(expected);
    }

    @Test
    void datesAreInstantsAndStructsAndArraysAreMapsAndLists() throws XapiException {
        Object value = codec.value(
                success(
                        """
                <value><struct>
                  <member><name>at</name><value><dateTime.iso8601>20261122T20:00:05Z</dateTime.iso8601></value></member>
                  <member><name>hosts</name><value><array><data>
                    <value>a</value><value><array><data/></array></value>
                  </data></array></value></member>
                </struct></value>"""));

        assertThat(value)
                .isEqualTo(Map.of("at", Instant.parse("2026-11-22T20:00:05Z"), "hosts", List.of("a", List.of())));
    }

    @Test
    void aFailureWithoutATypeOfItsOwnKeepsItsCodeAndParameters() {
        assertThatThrownBy(() -> codec.value(failure("HA_IS_ENABLED", "x")))
                .isInstanceOfSatisfying(ApiFailure.class, failure -> {
                    assertThat(failure.code()).isEqualTo("HA_IS_ENABLED");
                    assertThat(failure.params()).containsExactly("x");
                });
    }

    @Test
    void errorsThatDecideSomethingAreTypes() {
        assertThatThrownBy(() -> codec.value(failure("HOST_IS_SLAVE", "fe80::1")))
                .isInstanceOfSatisfying(HostIsSlave.class, slave -> assertThat(slave.masterAddress())
                        .isEqualTo("fe80::1"));
        assertThatThrownBy(() -> codec.value(failure("HOST_IS_SLAVE"))).isExactlyInstanceOf(ApiFailure.class);
        assertThatThrownBy(() -> codec.value(failure("SESSION_AUTHENTICATION_FAILED", "root", "")))
                .isInstanceOf(AuthenticationFailed.class);
        assertThatThrownBy(() -> codec.value(failure("SESSION_INVALID", "OpaqueRef:1")))
                .isInstanceOf(SessionInvalid.class);
        assertThatThrownBy(() -> codec.value(failure()))
                .isInstanceOfSatisfying(
                        ApiFailure.class, failure -> assertThat(failure.code()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<methodResponse>",
                "<html><body>503</body></html>",
                "<methodResponse><params><param><value>bare</value></param></params></methodResponse>",
                "<methodResponse><fault><value>no struct</value></fault></methodResponse>",
            })
    void whatIsNoEnvelopeIsABadAnswer(String body) {
        assertThatThrownBy(() -> codec.value(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadAnswer.class);
    }

    @Test
    void aStatusThatXapiDoesNotKnowIsABadAnswer() {
        assertThatThrownBy(() -> codec.value(response("<member><name>Status</name><value>Maybe</value></member>")))
                .isInstanceOf(BadAnswer.class)
                .hasMessageContaining("Maybe");
    }

    @Test
    void anXmlRpcFaultIsABadAnswerThatQuotesIt() {
        String fault =
                """
                <methodResponse><fault><value><struct>
                <member><name>faultCode</name><value><int>-1</int></value></member>
                <member><name>faultString</name><value>no such method</value></member>
                </struct></value></fault></methodResponse>""";

        assertThatThrownBy(() -> codec.value(fault.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadAnswer.class)
                .hasMessageContaining("no such method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x>",
                "<!DOCTYPE x [<!ENTITY a 'b'>]>",
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
                "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>",
            })
    void aDoctypeIsRefusedBeforeItIsRead(String doctype) {
        String body =
                "<?xml version='1.0'?>" + doctype + new String(success("<value>x</value>"), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.value(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadAnswer.class)
                .hasMessageContaining("DOCTYPE");
    }

    /** Some of the library's extension types make Java objects of an answer's bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"serializable", "nil", "i1", "dom", "bigdecimal"})
    void extensionTypesAreRefused(String type) {
        String xml = "<value><ex:" + type + " xmlns:ex='http://ws.apache.org/xmlrpc/namespaces/extensions'>rO0A</ex:"
                + type + "></value>";

        assertThatThrownBy(() -> codec.value(success(xml))).isInstanceOf(BadAnswer.class);
    }

    @Test
    void anAnswerNestedWithoutEndIsRefused() {
        String deep = "<value><array><data>".repeat(500) + "</data></array></value>".repeat(500);

        assertThatThrownBy(() -> codec.value(success(deep))).isInstanceOf(BadAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<double>one</double>",
                "<double>1111111111111111111111111111111111111111111111111111111111111111111111</double>",
                "<i8>1.5</i8>",
                "<dateTime.iso8601>yesterday</dateTime.iso8601>",
                "<unknown>1</unknown>",
            })
    void aScalarThatIsNoneIsABadAnswer(String xml) {
        assertThatThrownBy(() -> codec.value(success("<value>" + xml + "</value>")))
                .isInstanceOf(BadAnswer.class);
    }

    private static byte[] success(String value) {
        return response("<member><name>Status</name><value>Success</value></member><member><name>Value</name>" + value
                + "</member>");
    }

    private static byte[] failure(String... description) {
        StringBuilder items = new StringBuilder();
        for (String item : description) {
            items.append("<value>").append(item).append("</value>");
        }
        return response(
                "<member><name>Status</name><value>Failure</value></member><member><name>ErrorDescription</name>"
                        + "<value><array><data>" + items + "</data></array></value></member>");
    }

    private static byte[] response(String members) {
        return ("<methodResponse><params><param><value><struct>" + members
                        + "</struct></value></param></params></methodResponse>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
