package io.cowrite.web;

import java.io.IOException;
import java.sql.SQLException;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ProblemAdviceTests {

    private final ProblemAdvice advice = new ProblemAdvice();

    @Test
    void whoHangsUpIsNoFailure(CapturedOutput output) {
        assertThat(advice.failure(new EofException(new IOException("Broken pipe")))).isNull();
        assertThat(output).doesNotContain("A call failed");
    }

    @Test
    void whoHangsUpBehindAnotherExceptionIsNoFailure(CapturedOutput output) {
        assertThat(advice.failure(new IllegalStateException(new EofException(new IOException("Broken pipe")))))
                .isNull();
        assertThat(output).doesNotContain("A call failed");
    }

    /** Nothing was done: an empty answer would say that it was. */
    @Test
    void aBrokenConnectionToTheDatabaseIsAFailure(CapturedOutput output) {
        SQLException broken = new SQLException("An I/O error occurred", new IOException("Broken pipe"));
        assertThat(advice.failure(broken))
                .isNotNull()
                .satisfies(answer -> assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR));
        assertThat(output).contains("A call failed");
    }

    @Test
    void whatFailsHereIsAnsweredAndLogged(CapturedOutput output) {
        assertThat(advice.failure(new IOException("no such file")))
                .isNotNull()
                .satisfies(answer -> assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR));
        assertThat(output).contains("A call failed");
    }
}
