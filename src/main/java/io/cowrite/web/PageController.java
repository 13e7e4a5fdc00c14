package io.cowrite.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page: one HTML file for the list and for every document; its script reads the address. */
@RestController
class PageController {

    private static final int NONCE_BYTES = 18;
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final @Nullable String page;

    PageController(ResourceLoader resources) {
        Resource file = resources.getResource("classpath:/static/index.html");
        this.page = file.exists() ? read(file) : null;
    }

    /** The script finds the nonce in the element {@code meta name="csp-nonce"}. */
    @GetMapping({"/", "/index.html", "/documents", "/trash", "/d/{documentId}"})
    ResponseEntity<String> page(HttpServletRequest request) {
        if (page == null) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        ContentPolicy.allowStyles(request, nonce);
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .body(page.replaceFirst("<head>", "<head><meta name=\"csp-nonce\" content=\"" + nonce + "\">"));
    }

    private static String read(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
