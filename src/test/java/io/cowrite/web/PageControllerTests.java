package io.cowrite.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** [R12] */
class PageControllerTests {

    private static final Pattern NONCE = Pattern.compile("<meta name=\"csp-nonce\" content=\"([A-Za-z0-9+/]{24})\">");

    @Test
    void thePageNamesTheNonceThatItsPolicyAllowsForStylesAlone() {
        PageController pages = pages("<!doctype html><html><head><title>é</title></head></html>");
        MockHttpServletRequest request = new MockHttpServletRequest();
        ResponseEntity<String> answer = pages.page(request);
        String nonce = nonce(answer);
        assertThat(answer.getBody()).contains("<title>é</title>");
        assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(ContentPolicy.of(request)).contains("; style-src 'self' 'nonce-" + nonce + "';")
                .contains("script-src 'self';");
        assertThat(nonce(pages.page(new MockHttpServletRequest()))).isNotEqualTo(nonce);
    }

    @Test
    void whatIsNotThePageHasNoNonce() {
        assertThat(ContentPolicy.of(new MockHttpServletRequest())).contains("style-src 'self';")
                .doesNotContain("nonce");
    }

    @Test
    void aServiceBuiltWithoutThePageSaysSo() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> pages(null).page(new MockHttpServletRequest()))
                .matches(problem -> problem.code() == ProblemCode.NOT_FOUND);
    }

    private static String nonce(ResponseEntity<String> answer) {
        String body = answer.getBody();
        Matcher matcher = NONCE.matcher(body == null ? "" : body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }

    private static PageController pages(@Nullable String html) {
        return new PageController(new DefaultResourceLoader() {
            @Override
            public Resource getResource(String location) {
                return html == null
                        ? super.getResource("classpath:/none")
                        : new ByteArrayResource(html.getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
